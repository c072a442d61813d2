namespace LeadLedger.Domain.Leads.Explaining.Telling;

/// <summary>What the terms said that were in force at the handoff.</summary>
internal static class OnTerms
{
    public static IEnumerable<Sentence> Of(CaseFacts facts, Spoken say)
    {
        var terms = facts.Terms;
        yield return new(
            $"The lead was judged by version {terms.Version} of the terms of {Spoken.Quoted(terms.Agreement)}: the one "
            + "in force when it was handed off, which applies to that handoff for good.",
            [terms.Position, facts.Handoff.Position]);
        yield return Signed(terms, say);
        if (terms.Backfilled)
        {
            yield return new(
                "These terms were signed for the past, to value history from another system.", [terms.Position]);
        }
        var (criterion, reason) = (terms.Criterion, terms.Reason);
        var values = criterion.Values.Count > 0
            ? $"to be answered with {string.Join(", ", criterion.Values)}"
            : "to be answered in free text";
        yield return new(
            $"The criterion {criterion.Code} read {Quoted(criterion.Text)}, {values}.", [terms.Position]);
        yield return new(
            $"The reason {reason.Code} read {Quoted(reason.Text)}, and stood for failing that criterion.",
            [terms.Position]);
    }

    private static Sentence Signed(TermsThen terms, Spoken say)
    {
        var signed = terms.Signatures.Select(signature =>
            $"{signature.SignedBy} for {Spoken.Code(signature.Party)} on {say.At(signature.SignedAt)}");
        var from = terms.InForceFrom is { } instant ? $", and they were in force from {say.At(instant)}" : "";
        return new(
            $"{terms.ProposedBy} proposed them on {say.At(terms.ProposedAt)}; signed by {Spoken.List(signed)}{from}.",
            [terms.Position, .. terms.Signatures.Select(signature => signature.Position)]);
    }

    private static string Quoted(string? text) => text is null ? "nothing" : Spoken.Quoted(text);
}
