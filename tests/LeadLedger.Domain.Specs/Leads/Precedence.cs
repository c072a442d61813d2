using LeadLedger.Domain.Leads;

namespace LeadLedger.Domain.Specs.Leads;

/// <summary>Everything that one command can be refused for, in the order in which it is looked for.</summary>
/// <param name="Command">The command's type.</param>
/// <param name="Sound">A trial that is accepted.</param>
internal sealed record Precedence(Type Command, Trial Sound, IReadOnlyList<Flaw> Flaws)
{
    public static Precedence Of<TCommand>(LeadScene scene, TCommand command, params Flaw[] flaws)
        where TCommand : notnull =>
        new(typeof(TCommand), new Trial(scene, command), flaws);

    public override string ToString() => Command.Name;
}

/// <summary>A command on a history.</summary>
internal sealed record Trial(LeadScene Scene, object Command)
{
    public Decision<LeadEvent> Decision => Scene.Decide(Command);
}

/// <summary>One thing wrong with a trial, and the refusal that it alone brings.</summary>
internal sealed record Flaw(Type Refusal, Func<Trial, Trial> Spoil)
{
    public static Flaw Happened<TRefusal>(params LeadEvent[] history)
        where TRefusal : Refusal =>
        new(typeof(TRefusal), trial => trial with { Scene = trial.Scene with { History = [.. history] } });

    public static Flaw Scene<TRefusal>(Func<LeadScene, LeadScene> spoil)
        where TRefusal : Refusal =>
        new(typeof(TRefusal), trial => trial with { Scene = spoil(trial.Scene) });

    public static Flaw Said<TRefusal, TCommand>(Func<TCommand, TCommand> spoil)
        where TRefusal : Refusal
        where TCommand : notnull =>
        new(typeof(TRefusal), trial => trial with { Command = spoil((TCommand)trial.Command) });
}
