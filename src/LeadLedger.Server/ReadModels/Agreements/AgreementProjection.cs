using LeadLedger.Domain.Agreements;
using LeadLedger.Server.ReadModels.Pacing;
using LeadLedger.Server.ReadModels.Projecting;

namespace LeadLedger.Server.ReadModels.Agreements;

/// <summary>Agreements and their terms.</summary>
internal static class AgreementProjection
{
    public static void Apply(Fact fact, AgreementEvent e, AgreementRows rows, PacingPlanChanges plans)
    {
        switch (e)
        {
            case AgreementDrafted it:
                rows.Agreement = Drafted(fact, it);
                break;
            case TermsProposed it:
                var proposed = TermsRow.Of(it);
                proposed.Touch(fact.Position);
                rows.Terms.Add(proposed);
                break;
            case TermsSigned it:
                var signed = rows.Terms.Find(row => row.Version == it.TermsVersion)
                    ?? throw new InvalidOperationException($"Version {it.TermsVersion} was never proposed.");
                plans.Track(fact.StreamId, rows, fact.Position, () => signed.Sign(it));
                signed.Touch(fact.Position);
                break;
            case AgreementTerminated it:
                var ended = rows.Agreement
                    ?? throw new InvalidOperationException("An agreement was terminated that was never drafted.");
                plans.Track(fact.StreamId, rows, fact.Position, () => ended.End(it));
                ended.Touch(fact.Position);
                break;
            default:
                throw new InvalidOperationException($"{e.GetType().Name} is not known here.");
        }
    }

    /// <summary>Keeps in mind the last month with entries: the plan goes on beyond it.</summary>
    public static void Booked(PacingEntryRow entry, AgreementRows rows, PacingPlanChanges plans)
    {
        if (rows.Agreement is not { } agreement)
            return;
        var month = entry.BookedMonth;
        if (month <= agreement.LastEntryMonth)
            return;
        plans.Track(agreement.AgreementId, rows, entry.Position, () => agreement.LastEntryMonth = month);
        agreement.Touch(entry.Position);
    }

    private static AgreementRow Drafted(Fact fact, AgreementDrafted it)
    {
        var row = new AgreementRow
        {
            IsNew = true,
            AgreementId = fact.StreamId,
            Name = it.Name,
            SalesTeam = it.SalesTeam,
            DraftedBy = it.DraftedBy,
            DraftedAt = it.DraftedAt,
        };
        row.Touch(fact.Position);
        return row;
    }
}
