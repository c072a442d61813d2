using LeadLedger.Domain.Leads;
using LeadLedger.Server.Leads;

namespace LeadLedger.Server.Demonstration;

/// <summary>How sales works a lead, from the start of its clocks: attempts, milestones and how it ends.</summary>
internal sealed class SalesStory(Story story, SimulatedCompany company, string person)
{
    private const int AttemptsPromised = 5;
    private static readonly TimeSpan Window = TimeSpan.FromDays(14);
    private static readonly string[] LossReasons = ["no-budget", "chose-another", "no-decision", "no-need"];

    private Chance Chance => story.Chance;

    /// <summary>When the first attempt is made: mostly in time, some late, a few very late.</summary>
    public DateTimeOffset FirstResponse(DateTimeOffset from)
    {
        var fate = Chance.Next();
        if (story.Lead.IsHandRaiser)
        {
            return fate switch
            {
                < 0.80 => from + Chance.Between(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(285)),
                < 0.95 => from + Chance.Between(TimeSpan.FromMinutes(7), TimeSpan.FromMinutes(90)),
                _ => story.AtWork(from + Chance.Between(TimeSpan.FromHours(2), TimeSpan.FromHours(20))),
            };
        }

        var due = from + TimeSpan.FromDays(1);
        var atWork = story.AtWork(from + Chance.Between(TimeSpan.FromMinutes(15), TimeSpan.FromHours(8)));
        // Most of those that a weekend would make late are called in time by whoever is on duty.
        var onDuty = due - Chance.Between(TimeSpan.FromMinutes(5), TimeSpan.FromHours(3));
        var inTime = atWork <= due || fate > 0.70 ? atWork : onDuty;
        return fate < 0.88 ? inTime : story.DaysLater(due, 0.1, 2);
    }

    /// <summary>Works the lead to the end that is meant for it.</summary>
    /// <param name="from">When the first attempt is made.</param>
    /// <param name="clockFrom">When the clocks started.</param>
    public void Work(DateTimeOffset from, DateTimeOffset clockFrom, Reach far)
    {
        if (far == Reach.NotReached)
            TryInVain(from, clockFrom);
        else
            Progress(from, clockFrom, far);
    }

    /// <summary>An attempt that reaches nobody.</summary>
    public void AttemptInVain(DateTimeOffset at)
    {
        var outcome = Chance.Next() switch
        {
            < 0.50 => AttemptOutcome.NoAnswer,
            < 0.95 => AttemptOutcome.Voicemail,
            < 0.98 => AttemptOutcome.Bounced,
            _ => AttemptOutcome.WrongNumber,
        };
        var channel = outcome == AttemptOutcome.Bounced ? Channel.Email : Channel.Phone;
        Attempt(at, channel, outcome);
    }

    private void TryInVain(DateTimeOffset from, DateTimeOffset clockFrom)
    {
        // A few are forgotten: the cadence isn't kept, and their owner is on the board.
        var tries = Chance.Is(0.03) ? Chance.Between(1, 3) : AttemptsPromised;
        var at = from;
        for (var number = 1; number <= tries; number++)
        {
            AttemptInVain(at);
            if (number < tries)
                at = NextTry(at, clockFrom, tries - number);
        }

        if (tries < AttemptsPromised)
            return;
        var given = story.DaysLater(at, 0.2, 1.5);
        if (Chance.Is(0.8))
        {
            story.Plan(given, person, "returnLeadToMarketing", new ReturnLeadToMarketingRequest());
            if (Chance.Is(0.1))
                HandOffAgain(story.DaysLater(given, 9, 20));
        }
        else
        {
            Lose(given, "unresponsive");
        }
    }

    /// <summary>Marketing has nurtured it and hands it off anew.</summary>
    public void HandOffAgain(DateTimeOffset at)
    {
        story.Plan(at, Chance.Of([.. company.Marketing]), "handOffLeadAgain", new HandOffLeadAgainRequest(
            story.Lead.Segment,
            SimulatedTerms.OfOthers(story.Lead.Bucket),
            SimulatedAgreement.Webinar,
            Source: "nurture",
            Campaign: "simulated-nurture",
            HandoffStory.Qualification(Chance),
            person));
        var first = FirstResponse(at);
        AttemptInVain(first);
        Lose(story.DaysLater(first, 1, 6), Chance.Of(LossReasons));
    }

    private void Progress(DateTimeOffset from, DateTimeOffset clockFrom, Reach far)
    {
        var at = from;
        for (var missed = Chance.Next() switch { < 0.6 => 0, < 0.85 => 1, _ => 2 }; missed > 0; missed--)
        {
            AttemptInVain(at);
            at = NextTry(at, clockFrom, AttemptsPromised - 1);
        }

        Attempt(at, Channel.Phone, AttemptOutcome.Connected);
        var connected = at;
        if (far >= Reach.DiscoveryHeld)
        {
            at = story.DaysLater(at, 0.5, 4);
            Reached(at, Milestone.DiscoveryHeld);
        }

        var amount = decimal.Round(story.Lead.Team.Agreement.AverageSale * (decimal)(0.7 + (0.6 * Chance.Next())), 0);
        if (far >= Reach.DemoHeld)
        {
            at = story.DaysLater(at, 1.5, 6);
            Reached(at, Milestone.DemoHeld);
            Reached(at + TimeSpan.FromMinutes(30), Milestone.OpportunityOpened, amount);
        }

        var end = story.DaysLater(at, 2, far >= Reach.DemoHeld ? 12 : 8);
        KeepInTouch(connected, clockFrom, end);
        if (far == Reach.Won)
            story.Plan(end, person, "recordOutcome", new RecordOutcomeRequest(DealOutcome.Won, amount, null, null));
        else
            Lose(end, Chance.Of(LossReasons));
    }

    /// <summary>The cadence is kept with people who answered, too, for as long as the lead is open.</summary>
    private void KeepInTouch(DateTimeOffset from, DateTimeOffset clockFrom, DateTimeOffset end)
    {
        var at = from;
        for (var left = AttemptsPromised - 1; left > 0; left--)
        {
            at = NextTry(at, clockFrom, left);
            if (at >= end)
                return;
            Attempt(at, Chance.Of(Channel.Email, Channel.Phone, Channel.Meeting), AttemptOutcome.Connected);
        }
    }

    /// <summary>Days later, but so that what is left still fits into the window.</summary>
    private DateTimeOffset NextTry(DateTimeOffset at, DateTimeOffset clockFrom, int left)
    {
        var room = (clockFrom + Window - at) / (left + 1);
        var most = Math.Clamp(room.TotalDays, 0.3, 2.6);
        return story.DaysLater(at, Math.Min(0.6, most), most);
    }

    private void Attempt(DateTimeOffset at, Channel channel, AttemptOutcome outcome)
    {
        // Now and then somebody of another department calls (000).
        var by = channel == Channel.Phone && Chance.Is(0.05) ? company.Colleague : person;
        story.Plan(at, by, "attemptContact", new AttemptContactRequest(channel, outcome, null));
    }

    private void Reached(DateTimeOffset at, Milestone milestone, decimal? amount = null) =>
        story.Plan(at, person, "progressLead", new ProgressLeadRequest(milestone, amount));

    private void Lose(DateTimeOffset at, string reason) =>
        story.Plan(at, person, "recordOutcome", new RecordOutcomeRequest(DealOutcome.Lost, null, reason, null));
}
