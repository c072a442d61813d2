using FsCheck;
using FsCheck.Fluent;

namespace LeadLedger.Domain.Specs;

/// <summary>Properties over random input that is the same in every run.</summary>
internal static class Seeded
{
    public static void Holds<T>(Gen<T> input, Func<T, bool> property, int times = 300) =>
        Prop.ForAll(Arb.From(input), property).Check(
            Config.QuickThrowOnFailure
                .WithMaxTest(times)
                .WithReplay(new Replay(new Rnd(20_260_701, 1), null)));
}
