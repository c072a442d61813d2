using LeadLedger.Domain.Agreements;

namespace LeadLedger.Domain.Specs.Agreements;

public class MoneySpecs
{
    [Theory]
    [InlineData("2.345", "EUR", "2.35")]
    [InlineData("2.3449999", "EUR", "2.34")]
    [InlineData("-2.345", "EUR", "-2.35")]
    [InlineData("2.5", "JPY", "3")]
    [InlineData("-2.5", "JPY", "-3")]
    [InlineData("2.3455", "KWD", "2.346")]
    [InlineData("1000", "USD", "1000.00")]
    public void Money_is_shown_in_minor_units_half_away_from_zero(string amount, string currency, string shown) =>
        Assert.Equal(Number(shown), Money.Shown(Number(amount), currency));

    [Theory]
    [InlineData("EUR", true)]
    [InlineData("CHF", true)]
    [InlineData("JPY", true)]
    [InlineData("XAU", false)]
    [InlineData("DEM", false)]
    [InlineData("eur", false)]
    [InlineData("", false)]
    public void Currencies_are_those_of_iso_4217_that_one_can_pay_with(string code, bool isKnown) =>
        Assert.Equal(isKnown, Currencies.IsKnown(code));

    private static decimal Number(string text) =>
        decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
