using System.Collections.Frozen;

namespace LeadLedger.Domain.Agreements;

/// <summary>The currencies of ISO 4217 and their minor units.</summary>
public static class Currencies
{
    private const string WithoutMinorUnit =
        "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";

    private const string WithThousandths = "BHD IQD JOD KWD LYD OMR TND";

    private const string WithTenThousandths = "CLF UYW";

    private const string WithHundredths =
        "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE "
        + "CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL "
        + "HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR "
        + "MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK "
        + "SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD "
        + "XCG YER ZAR ZMW ZWG";

    private static readonly FrozenDictionary<string, int> DecimalsByCode = new[]
    {
        (Codes: WithoutMinorUnit, Decimals: 0),
        (Codes: WithHundredths, Decimals: 2),
        (Codes: WithThousandths, Decimals: 3),
        (Codes: WithTenThousandths, Decimals: 4),
    }
    .SelectMany(group => group.Codes.Split(' ').Select(code => (Code: code, group.Decimals)))
    .ToFrozenDictionary(entry => entry.Code, entry => entry.Decimals);

    /// <summary>Whether the code is one of ISO 4217, in capitals.</summary>
    public static bool IsKnown(string currency) => DecimalsByCode.ContainsKey(currency);

    /// <summary>How many decimals of the currency are paid out: 2 for EUR, 0 for JPY.</summary>
    /// <exception cref="KeyNotFoundException">The code isn't known.</exception>
    public static int MinorUnitDecimals(string currency) => DecimalsByCode[currency];
}
