using System.Globalization;
using LeadLedger.Domain.Leads;
using LeadLedger.Server.Access;

namespace LeadLedger.Server.Audit.Replaying;

/// <summary>A replay on paper: a paragraph a step, then the lead as it was at the end, and the rules.</summary>
internal static class PrintedReplay
{
    private const int ChangeColumn = 34;

    public static string Of(LeadHistory history, ReplayBound bound, Disclosure disclosure)
    {
        var replay = LeadReplay.Of(history, bound, disclosure);
        var events = history.Steps.ToDictionary(step => step.Recorded.Version, step => step.Event);
        var page = new PrintedPage();
        page.Heading($"Replay of lead {replay.LeadId}", '=');
        page.Paragraph($"{Bound(replay)} All times are UTC.");
        if (replay.PersonErased || replay.PersonWithheld)
            page.Paragraph($"What is about the person {(replay.PersonErased ? "was erased" : "is withheld")}.");
        foreach (var step in replay.Steps)
        {
            page.EmptyLine();
            Print(page, step, events[step.Event.Version], disclosure);
        }
        PrintEnd(page, replay);
        PrintLeftOut(page, replay.LeftOut);
        PrintRules(page, replay);
        return page.ToString();
    }

    private static string Bound(LeadReplay replay)
    {
        var was = replay.At is { } at ? $"As it was on {Spoken.Of(at)}" : "All that happened";
        var known = replay.KnownAt is { } then ? $"as it was known on {Spoken.Of(then)}" : "as it is known now";
        return replay.Version == 0
            ? $"{was}, {known}: nothing of this lead had been recorded."
            : $"{was}, {known}: up to version {replay.Version}.";
    }

    private static void Print(PrintedPage page, ReplayStep step, LeadEvent? evt, Disclosure disclosure)
    {
        var it = step.Event;
        var role = it.Role is { } named ? $" ({named})" : "";
        page.Heading(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{it.Version}. {Spoken.Of(step.HappenedAt)}, {it.Actor}{role}: {it.Type} [{it.Position}]"),
            '-');
        page.Paragraph(EventSentence.Of(evt, disclosure));
        page.Paragraph(Recorded(step));
        foreach (var (what, text) in PersonalWords.Of(evt, disclosure))
            page.Paragraph($"“{text}”", $"  {what}: ");
        foreach (var change in step.Changes)
            page.Paragraph(Change(change), $"  {change.Path.PadRight(ChangeColumn)} ");
        foreach (var deadline in step.Deadlines)
            page.Paragraph(Running(deadline), "  runs: ");
        if (step.Rules.Count > 0)
            page.Paragraph(string.Join(", ", step.Rules), "  by the rules: ");
    }

    private static string Recorded(ReplayStep step)
    {
        var it = step.Event;
        var recorded = $"Recorded {Spoken.Of(it.RecordedAt)}"
            + (step.LagSeconds < 1 ? ", at once." : $", {Spoken.Lag(step.LagSeconds)} later.");
        return recorded
            + (step.Late ? " Later than the grace allows." : "")
            + (it.Imported ? " Imported: nobody here witnessed it." : "")
            + (step.AgreementId is { } agreement ? $" Agreement {agreement}, terms {step.TermsVersion}." : "");
    }

    private static string Change(StateChange change) => change.Before is null
        ? Spoken.Any(change.After)
        : $"{Spoken.Any(change.Before)} → {Spoken.Any(change.After)}";

    private static string Running(RunningDeadline it)
    {
        var by = it.OwedBy ?? (it.Promise == OwedPromise.Ruling ? "the panel" : "the team");
        var what = it.AttemptsDue is { } due ? Spoken.Count(due, "more attempt") : Spoken.Of(it.Promise);
        return $"{what} due {Spoken.Of(it.DueAt)}, owed by {by}{(it.Passed ? "; it had passed" : "")}";
    }

    private static void PrintEnd(PrintedPage page, LeadReplay replay)
    {
        if (replay.State is not { } state)
            return;
        page.EmptyLine();
        page.Heading("The lead after that", '-');
        foreach (var (path, value) in state)
            page.Paragraph(Spoken.Any(value), $"  {path.PadRight(ChangeColumn)} ");
    }

    private static void PrintLeftOut(PrintedPage page, LeftOut leftOut)
    {
        if (leftOut is { RecordedLater: 0, HappenedLater: 0, WithoutGround: [] })
            return;
        page.EmptyLine();
        page.Heading("Left out", '-');
        if (leftOut.RecordedLater > 0)
            page.Paragraph($"{Spoken.Count(leftOut.RecordedLater, "event")} recorded later.");
        if (leftOut.HappenedLater > 0)
            page.Paragraph($"{Spoken.Count(leftOut.HappenedLater, "event")} that happened later.");
        foreach (var it in leftOut.WithoutGround)
        {
            page.Paragraph(
                $"{it.Version}. {it.Type} of {Spoken.Of(it.HappenedAt)} [{it.Position}]: what made it possible "
                + "happened, or counts, only later.");
        }
    }

    private static void PrintRules(PrintedPage page, LeadReplay replay)
    {
        if (replay.Rules.Count == 0)
            return;
        page.EmptyLine();
        page.Heading("The rules", '-');
        foreach (var rule in replay.Rules)
            page.Paragraph(rule.Sentence, $"  {rule.Code}{(rule.Number is { } number ? $" (rule {number})" : "")}: ");
    }
}
