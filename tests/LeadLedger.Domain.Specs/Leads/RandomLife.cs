using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Panels;
using static LeadLedger.Domain.Specs.Leads.People;

namespace LeadLedger.Domain.Specs.Leads;

/// <summary>One command in a life, on what had happened until then.</summary>
internal sealed record Moment(LeadScene Before, object Command, Act Act, Decision<LeadEvent> Decision);

/// <summary>
/// A lead's life by a seeded die: commands that make sense where the lead is, and some that don't, by people who may
/// and by people who may not, in time, late, ahead, and with a clock that sometimes steps back; while the panel has a
/// life of its own.
/// </summary>
internal sealed class RandomLife
{
    private static readonly string[] Everybody = [Mia, Sam, Sue, Max, Cleo, Carl, Pia, Paul, Otto];

    private static readonly Terms Reminding = Company.Terms with
    {
        ResponseTimes = [new ResponseTime(null, 1440, ClockKind.Elapsed, 1200)],
        Cadences = [new Cadence(null, 3, 14, ClockKind.Elapsed, [], 12)],
        Review = Company.Terms.Review! with { RemindHoursBefore = 40 },
    };

    private readonly Random die;
    private readonly double importing;
    private LeadScene scene;
    private Lead state = Lead.Initial;
    private DateTimeOffset now = T("03-02 09:00");

    private RandomLife(int seed)
    {
        die = new Random(seed);
        scene = new LeadScene([], AnAgreement(), APanel());
        // Of a time without regular terms nearly everything is history.
        importing = scene.Agreement.Versions.All(version => version.Terms.Backfilled) ? 0.7 : 0.08;
    }

    /// <summary>Every command of a life with what came of it; the same for the same seed.</summary>
    public static IReadOnlyList<Moment> Of(int seed, int commands)
    {
        var life = new RandomLife(seed);
        return [.. Enumerable.Range(0, commands).Select(_ => life.Next())];
    }

    private Moment Next()
    {
        now += Passing();
        if (Likely(0.08))
            scene = scene.JudgedBy(RandomPanel.Changed(scene.Panel, die, now));
        var (command, act) = state is Lead.Existing lead && Likely(0.25)
            ? Watching(lead)
            : Command(Likely(0.85) ? PickFitting() : Pick(RandomCommands.Kinds));
        var moment = new Moment(scene, command, act, scene.Decide(state, command));
        scene = scene.And(moment.Decision.Events);
        state = moment.Decision.Events.Aggregate(state, Lead.Evolve);
        return moment;
    }

    // A claim holds for half an hour, so the panel is quicker than sales.
    private TimeSpan Passing() => NextDeadline() is { } due && Likely(0.1)
        ? due - now + TimeSpan.FromMinutes(die.Next(1, 20))
        : AnyTime();

    private DateTimeOffset? NextDeadline() =>
        state is Lead.WithSales { Facts.Period.FirstResponsePromise.DueAt: var due } && due > now ? due : null;

    private TimeSpan AnyTime() => die.Next(state is Lead.UnderReview ? 12 : 8) switch
    {
        0 => TimeSpan.Zero,
        1 => TimeSpan.FromMicroseconds(1),
        2 or 3 => TimeSpan.FromMinutes(die.Next(1, 40)),
        4 or 5 => TimeSpan.FromHours(die.Next(1, 30)),
        6 => TimeSpan.FromDays(die.Next(1, 6)),
        7 => -TimeSpan.FromSeconds(die.Next(1, 90)),
        _ => TimeSpan.FromMinutes(die.Next(1, 8)),
    };

    private string PickFitting() => state switch
    {
        Lead.NotHandedOff => nameof(HandOffLead),
        Lead.WithSales => Likely(0.02) ? Pick(RandomCommands.Outcomes) : Pick(RandomCommands.OfSales),
        Lead.UnderReview { Case: var open } =>
            Pick(open.ClaimHeldAt(now) is null ? RandomCommands.OnAFreeCase : RandomCommands.OnAClaimedCase),
        Lead.WithMarketing => Pick(RandomCommands.OfMarketing),
        _ => Pick(RandomCommands.AfterTheEnd),
    };

    private (object Command, Act Act) Command(string kind)
    {
        var act = Likely(importing) ? AnImport(kind) : AnAct(kind);
        var open = (state as Lead.UnderReview)?.Case;
        var closed = (state as Lead.Existing)?.Facts.ClosedCases.Count ?? 0;
        var number = kind == nameof(FollowUpRuling) ? Math.Max(1, closed) : open?.Number ?? closed;
        if (Likely(0.05))
            number = die.Next(0, 4);
        int? fence = Likely(0.7) ? null : (open?.Fence ?? 1) - die.Next(2);
        return (RandomCommands.Make(kind, die, act, number, fence), act);
    }

    /// <summary>The watch looks at one of the lead's clocks, whether anything is due or not.</summary>
    private (object Command, Act Act) Watching(Lead.Existing lead)
    {
        var act = new Act("leadledger", Role.Watch, "leadledger", now, now);
        var cases = lead.Facts.ClosedCases.Select(closed => closed.Rejection)
            .Concat(lead is Lead.UnderReview { Case.Rejection: var open } ? [open] : [])
            .Select(rejection => new OwedClock(OwedPromise.Ruling, rejection.Handoff, rejection.Case));
        var clocks = lead.Facts.Periods
            .SelectMany(period => new[] { OwedPromise.FirstResponse, OwedPromise.Cadence },
                (period, promise) => new OwedClock(promise, period.Handoff.Number, period.SentBackBy))
            .Concat(cases);
        var clock = Pick([.. clocks]);
        return (Likely(0.6) ? new RecordBreach(clock, act) : new GiveReminder(clock, act), act);
    }

    private Act AnAct(string kind)
    {
        var (role, who) = Likely(0.88)
            ? Pick(RandomCommands.Fitting(kind, (state as Lead.UnderReview)?.Case, scene.Panel, now))
            : (Pick([.. Roles.OfPeople]), Pick(Everybody));
        return role == Role.Importer ? AnImport(kind) : new Act(who, role, who, When(kind), now);
    }

    private Act AnImport(string kind)
    {
        var (_, by) = Pick(RandomCommands.Fitting(kind, (state as Lead.UnderReview)?.Case, scene.Panel, now));
        return new Act(Ida, Role.Importer, by, When(kind), now);
    }

    private DateTimeOffset When(string kind) => die.Next(12) switch
    {
        // In time and reported in time, though the watch was faster.
        < 6 when kind == nameof(AttemptContact)
            && state is Lead.WithSales
            {
                Facts.Period.FirstResponseRecord: { Stands: true, Breach.DueAt: var due },
            } =>
            due - TimeSpan.FromMinutes(1),
        0 => now + TimeSpan.FromSeconds(die.Next(0, 150)),
        1 => now - TimeSpan.FromSeconds(die.Next(0, 150)),
        2 or 3 when RandomCommands.MayBeLate(kind) => now - TimeSpan.FromMinutes(die.Next(1, 180)),
        4 when RandomCommands.MayBeLate(kind) => now - TimeSpan.FromHours(die.Next(1, 200)),
        _ => now,
    };

    private Agreement AnAgreement() => die.Next(6) switch
    {
        0 => Company.Signed(Company.Terms with { Cadences = [], ResponseTimes = [] }, Company.TermsFromApril),
        1 => Company.Signed(Company.Terms with { Review = Company.Terms.Review! with { Quorum = 1 } }),
        2 => Company.Signed(Company.Terms with { Cadences = [new Cadence(null, 1, 3, ClockKind.Elapsed, [])] }),
        3 => Company.Signed(Company.Terms with { Backfilled = true }),
        4 => Company.Signed(Reminding),
        _ => Company.Agreement,
    };

    // Sue is of sales and Paul of the panel; here Sue is of both, and Carl and Pia call leads as colleagues.
    private Panel APanel() => die.Next(12) switch
    {
        0 => Company.Panel with { Members = [new Member(Carl, MemberFunction.Neither)] },
        1 => Company.Panel with
        {
            Members = [new Member(Carl, MemberFunction.Sales), new Member(Pia, MemberFunction.Neither)],
        },
        _ => Company.Panel with { Members = [.. Company.Panel.Members, new Member(Sue, MemberFunction.Sales)] },
    };

    private bool Likely(double share) => die.NextDouble() < share;

    private TItem Pick<TItem>(IReadOnlyList<TItem> items) => items[die.Next(items.Count)];
}
