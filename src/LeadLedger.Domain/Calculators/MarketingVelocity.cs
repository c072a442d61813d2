using LeadLedger.Domain.Agreements.Rules;

namespace LeadLedger.Domain.Calculators;

/// <summary>What an asset kind takes and brings, and what making it faster would free (003).</summary>
/// <param name="Volume">How many are made: 250 blogs a year.</param>
/// <param name="HoursEach">What one takes.</param>
/// <param name="LeadsEach">What one brings, on average.</param>
/// <param name="NewHoursEach">What one would take; null: nothing is to be made faster.</param>
public sealed record MarketingVelocity(decimal Volume, decimal HoursEach, decimal LeadsEach, decimal? NewHoursEach)
{
    public const string Formula =
        "hours = volume × hoursEach; leads = volume × leadsEach; leadsPerHour = leadsEach ÷ hoursEach; "
        + "hoursFreed = volume × (hoursEach − newHoursEach); leadsPerHourFreed = leadsEach ÷ newHoursEach";

    // Exact: a product of two amounts.
    private const int ProductDecimals = 2 * Figures.MoneyDecimals;
    private const int QuotientDecimals = Figures.MoneyDecimals;

    public Calculation<AssetYield> Reckon()
    {
        var rules = new FigureRules()
            .Amount("volume", Volume)
            .Amount("hoursEach", HoursEach, divides: true)
            .Amount("leadsEach", LeadsEach);
        if (NewHoursEach is { } faster)
            rules.Amount("newHoursEach", faster);
        if (rules.AreBroken)
            return Calculation<AssetYield>.Flawed(rules.Flaws);

        var hours = (Exact)Volume * HoursEach;
        var leads = (Exact)Volume * LeadsEach;
        // By one asset, so that there is an answer for none too.
        var perHour = (Exact)LeadsEach / HoursEach;
        var freed = NewHoursEach is { } each ? (Exact)Volume * ((Exact)HoursEach - each) : (Exact?)null;
        var perHourFreed = NewHoursEach > 0 && NewHoursEach < HoursEach
            ? (Exact)LeadsEach / NewHoursEach.Value
            : (Exact?)null;
        if (FirstTooLarge(hours, leads, perHour, freed, perHourFreed) is { } flaw)
            return flaw;
        return new AssetYield(
            hours.Shown(ProductDecimals),
            leads.Shown(ProductDecimals),
            perHour.Shown(QuotientDecimals),
            freed?.Shown(ProductDecimals),
            perHourFreed?.Shown(QuotientDecimals));
    }

    private static Flaw? FirstTooLarge(Exact hours, Exact leads, Exact perHour, Exact? freed, Exact? perHourFreed)
    {
        (Exact? Figure, string Field, string Name)[] answers =
        [
            (hours, "volume", "hours"),
            (leads, "volume", "leads"),
            (perHour, "leadsEach", "leadsPerHour"),
            (freed, "volume", "hoursFreed"),
            (perHourFreed, "leadsEach", "leadsPerHourFreed"),
        ];
        foreach (var (figure, field, name) in answers)
        {
            if (figure?.IsBeyond(FigureRules.MostAnswer) == true)
                return Flaw.AnswerIsTooLarge(field, name);
        }
        return null;
    }
}

/// <summary>Products are exact; leads per hour are rounded to 4 decimals.</summary>
/// <param name="HoursFreed">Below 0: the new way takes longer; null where none is given.</param>
/// <param name="LeadsPerHourFreed">
/// What an hour freed buys when it goes into more of the same; null where no hour is freed, or none is needed any more.
/// </param>
public sealed record AssetYield(
    decimal Hours, decimal Leads, decimal LeadsPerHour, decimal? HoursFreed, decimal? LeadsPerHourFreed);
