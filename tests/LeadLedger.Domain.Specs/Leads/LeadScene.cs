using System.Collections.Immutable;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Panels;

namespace LeadLedger.Domain.Specs.Leads;

/// <summary>Given what happened to a lead, when a command comes, then exactly this.</summary>
internal sealed record LeadScene(ImmutableList<LeadEvent> History, Agreement Agreement, Panel Panel)
{
    public static LeadScene Given(params IEnumerable<LeadEvent> history) =>
        new([.. history], Company.Agreement, Company.Panel);

    /// <summary>Under these terms and no others.</summary>
    public LeadScene Under(params Terms[] versions) => this with { Agreement = Company.Signed(versions) };

    /// <summary>Under terms that were signed for history from elsewhere.</summary>
    public LeadScene AsHistory() => Under(Company.Terms with { Backfilled = true });

    public LeadScene JudgedBy(Panel panel) => this with { Panel = panel };

    public LeadScene And(params IEnumerable<LeadEvent> more) => this with { History = History.AddRange(more) };

    public Lead State => History.Aggregate(Lead.Initial, Lead.Evolve);

    public LeadAnswer When(object command) => new(Decide(command));

    public Decision<LeadEvent> Decide(object command) => Decide(State, command);

    public Decision<LeadEvent> Decide(Lead state, object command) => command switch
    {
        HandOffLead it => HandOffLead.Decide(state, Agreement, it),
        HandOffLeadAgain it => HandOffLeadAgain.Decide(state, Agreement, it),
        AssignLead it => AssignLead.Decide(state, Agreement, it),
        AttemptContact it => AttemptContact.Decide(state, Agreement, it),
        ProgressLead it => ProgressLead.Decide(state, Agreement, it),
        WinDeal it => WinDeal.Decide(state, Agreement, it),
        LoseDeal it => LoseDeal.Decide(state, Agreement, it),
        RejectLead it => RejectLead.Decide(state, Agreement, it),
        WithdrawRejection it => WithdrawRejection.Decide(state, Agreement, it),
        ClaimReview it => ClaimReview.Decide(state, Agreement, Panel, it),
        TakeReview it => TakeReview.Decide(state, Agreement, Panel, it),
        ReleaseReview it => ReleaseReview.Decide(state, Agreement, Panel, it),
        CastVote it => CastVote.Decide(state, Agreement, Panel, it),
        RecuseMember it => RecuseMember.Decide(state, Agreement, Panel, it),
        IssueRuling it => IssueRuling.Decide(state, Agreement, Panel, it),
        FollowUpRuling it => FollowUpRuling.Decide(state, Agreement, Panel, it),
        ReturnLeadToMarketing it => ReturnLeadToMarketing.Decide(state, Agreement, it),
        RecordBreach it => RecordBreach.Decide(state, Agreement, it),
        GiveReminder it => GiveReminder.Decide(state, it),
        EraseLead it => EraseLead.Decide(state, it),
        _ => throw new ArgumentException($"{command.GetType().Name} isn't a command.", nameof(command)),
    };
}

/// <summary>What came of a command.</summary>
internal sealed record LeadAnswer(Decision<LeadEvent> Decision)
{
    /// <summary>Accepted with exactly these events.</summary>
    public void Then(params LeadEvent[] expected)
    {
        Assert.Null(Decision.Refusal);
        Assert.NotEmpty(expected);
        Assert.Equal(Spelled.Out(expected), Spelled.Out(Decision.Events));
    }

    public void ThenAlreadySo()
    {
        Assert.Null(Decision.Refusal);
        Assert.Equal(Spelled.Out([]), Spelled.Out(Decision.Events));
    }

    /// <summary>Refused with exactly this refusal.</summary>
    public void ThenRefused(Refusal expected)
    {
        Assert.Empty(Decision.Events);
        Assert.Equal(expected, Decision.Refusal);
    }

    /// <summary>The only event, for a spec that is about one of its fields.</summary>
    public TEvent ThenOne<TEvent>()
        where TEvent : LeadEvent
    {
        Assert.Null(Decision.Refusal);
        return Assert.IsType<TEvent>(Assert.Single(Decision.Events));
    }
}
