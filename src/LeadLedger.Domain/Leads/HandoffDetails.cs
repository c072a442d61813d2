using LeadLedger.Domain.Agreements;

namespace LeadLedger.Domain.Leads;

/// <summary>What marketing says of a lead as it passes it on.</summary>
/// <param name="Source">Where the lead came from.</param>
/// <param name="Qualification">
/// By criterion code: one of the criterion's codes or, where it has none, free text about the person.
/// </param>
/// <param name="Assignee">The sales person; null: the team's.</param>
public sealed record HandoffDetails(
    string Segment,
    Bucket Bucket,
    string ConversionAction,
    string Source,
    string? Campaign,
    IReadOnlyDictionary<string, PersonalText> Qualification,
    string? Assignee)
{
    internal Refusal? Refuse(Agreement agreement, DateTimeOffset at, Act act)
    {
        if (agreement.TermsInForceAt(at, act.IsImport) is not { } terms)
            return new NoTermsInForceAtHandoff();
        if (!terms.Segments.Contains(Segment))
            return new SegmentIsNotInTheTerms(terms.Version);
        if (!terms.ConversionActions.Contains(ConversionAction))
            return new ConversionActionIsNotInTheTerms(terms.Version);
        if (RefuseQualification(terms) is { } refusal)
            return refusal;
        if (Assignee is not null && !Standing.CanBeGivenTo(Assignee, agreement, act))
            return new AssigneeIsNotOfSales();
        return ValueUnder(terms) is null ? new NoValuationRowMatches(terms.Version) : null;
    }

    /// <summary>
    /// The handoff, valued and timed under the terms in force when it happened; reported late, its clocks start when
    /// we heard of it (rule 13).
    /// </summary>
    internal Handoff Make(int number, Agreement agreement, DateTimeOffset at, Act act)
    {
        var terms = agreement.TermsInForceAt(at, act.IsImport)
            ?? throw new ArgumentException("No terms were in force.", nameof(agreement));
        var late = Timing.IsLate(at, terms, act);
        var clocksStart = late ? act.Now : at;
        var day = Timing.DayOf(at, terms);
        return new Handoff(
            number,
            agreement.Id,
            terms.Version,
            Segment,
            Bucket,
            ConversionAction,
            Source,
            Campaign,
            Qualification.ToDictionary(answer => answer.Key, answer => Answer(terms, answer), StringComparer.Ordinal),
            Assignee,
            act.By,
            at,
            day,
            late,
            ValueUnder(terms) ?? throw new ArgumentException("The terms don't value it.", nameof(agreement)),
            Promises.FirstResponse(terms, Bucket, clocksStart),
            Promises.Cadence(terms, Segment, clocksStart),
            Promises.ReckonedWith(terms),
            ReportedDay(day, at, terms, act));
    }

    // What was imported wasn't reported on any day of the agreement's: it is booked when it happened.
    private static DateOnly? ReportedDay(DateOnly day, DateTimeOffset at, Terms terms, Act act)
    {
        if (act.IsImport || act.Now == at)
            return null;
        var reported = Timing.DayOf(act.Now, terms);
        return reported > day ? reported : null;
    }

    private LeadValue? ValueUnder(Terms terms) => Valuation.ValueOf(terms, Segment, ConversionAction, Bucket);

    private Refusal? RefuseQualification(Terms terms)
    {
        foreach (var (code, answer) in Qualification)
        {
            if (CriterionOf(terms, code) is not { } criterion)
                return new CriterionIsNotInTheTerms(code, terms.Version);
            if (criterion.Values.Count > 0 && !criterion.Values.Contains(answer.Text))
                return new AnswerIsNotOneOfTheCriterion(code);
        }
        return null;
    }

    private static Criterion? CriterionOf(Terms terms, string code)
    {
        foreach (var criterion in terms.Criteria)
        {
            if (criterion.Code == code)
                return criterion;
        }
        return null;
    }

    // A declared code tells nothing of the person beyond what the terms say of everybody; free text may.
    private static QualificationAnswer Answer(Terms terms, KeyValuePair<string, PersonalText> answer) =>
        CriterionOf(terms, answer.Key) is { Values.Count: > 0 }
            ? new QualificationAnswer(answer.Value.Text, null)
            : new QualificationAnswer(null, answer.Value);
}
