namespace LeadLedger.Domain.Agreements;

/// <summary>How money is shown; it is kept and summed exactly as it is (rule 11).</summary>
public static class Money
{
    /// <summary>
    /// To the currency's minor unit, half away from zero: as PostgreSQL rounds a numeric, so that both doors show the
    /// same. Never to be booked or summed.
    /// </summary>
    public static decimal Shown(decimal amount, string currency) =>
        Math.Round(amount, Currencies.MinorUnitDecimals(currency), MidpointRounding.AwayFromZero);
}
