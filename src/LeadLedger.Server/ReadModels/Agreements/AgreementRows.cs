using LeadLedger.Domain.Agreements;

namespace LeadLedger.Server.ReadModels.Agreements;

/// <summary>An agreement with all its terms.</summary>
internal sealed class AgreementRows
{
    /// <summary>Null if the ledger never drafted it.</summary>
    public AgreementRow? Agreement { get; set; }

    public List<TermsRow> Terms { get; } = [];

    /// <summary>A version; null if the ledger never proposed it.</summary>
    public Terms? TermsOf(int version) => Terms.Find(row => row.Version == version)?.Terms;

    /// <summary>The month (UTC) of the newest signature under any version; null if there is none.</summary>
    public DateOnly? LastSigningMonth => Terms
        .SelectMany(row => new[] { row.MarketingAt, row.SalesAt })
        .Max() is { } at ? new DateOnly(at.UtcDateTime.Year, at.UtcDateTime.Month, 1) : null;

    /// <summary>
    /// Whose goal a month has: of the regular terms in force in it the newest, else of the backfilled ones; null if
    /// none are, as in every month after the agreement's end.
    /// </summary>
    public TermsRow? InForceIn(DateOnly month) => month > Agreement?.EndedWith
        ? null
        : Newest(month, backfilled: false) ?? Newest(month, backfilled: true);

    private TermsRow? Newest(DateOnly month, bool backfilled) => Terms
        .Where(row => row.InForceFrom is not null && row.Backfilled == backfilled && row.EffectiveFrom <= month)
        .MaxBy(row => (row.InForceFrom, row.Version));
}
