using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Agreements.Rules;
using static LeadLedger.Domain.Specs.Agreements.Enterprise;

namespace LeadLedger.Domain.Specs.Agreements;

// Sizes, choices, parties, goal, codes, valuation.
internal static partial class BrokenTerms
{
    private static IEnumerable<(Terms, Refusal)> Formal()
    {
        yield return (Offer with { Segments = [.. Many(201)] }, new ListIsTooLong("segments", 200));
        yield return (
            Offer with { Criteria = [new("budget", "Has one.", [.. Many(5_001)])] },
            new ListIsTooLong("criteria[0].values", 5_000));
        yield return (Offer with { Goal = new Goal((GoalKind)7, 1) }, new ChoiceIsUnknown("goal.kind"));
        yield return (
            Offer with { Valuation = [new(null, null, (Bucket)6, 0, 0)] },
            new ChoiceIsUnknown("valuation[0].bucket"));
        yield return (
            Hours(new OpenHours((DayOfWeek)7, new(9, 0), new(10, 0))),
            new ChoiceIsUnknown("calendar.weeklyHours[0].day"));
        yield return (Keeping(new Cadence(null, 1, 1, (ClockKind)2, [])), new ChoiceIsUnknown("cadences[0].clock"));
        yield return (Offer with { TimeZone = "Mars/Olympus" }, new TimeZoneIsUnknown());
        yield return (Offer with { TimeZone = "UTC+02" }, new TimeZoneIsUnknown());
        yield return (Offer with { Currency = "EUX" }, new CurrencyIsUnknown());
        yield return (Offer with { Currency = "eur" }, new CurrencyIsUnknown());
        yield return (Offer with { ReportingGraceMinutes = -1 }, new ReportingGraceIsOutOfRange());
        yield return (Offer with { ReportingGraceMinutes = 44_641 }, new ReportingGraceIsOutOfRange());
    }

    private static IEnumerable<(Terms, Refusal)> Parties()
    {
        yield return (Of([], ["sam"], ["sid"]), new PartyIsEmpty("parties.marketing"));
        yield return (Of(["mia"], [], []), new PartyIsEmpty("parties.sales"));
        yield return (Of(["mia", " max"], ["sam"], []), new SubjectIsMalformed("parties.marketing[1]"));
        yield return (Of(["mia"], [""], []), new SubjectIsMalformed("parties.sales[0]"));
        yield return (Of(["mia", "mia"], ["sam"], []), new PersonIsNamedTwice("parties.marketing[1]"));
        yield return (Of(["mia"], ["sam"], ["sam"]), new PersonIsNamedTwice("parties.salesManagers[0]"));
        yield return (Of(["mia"], ["sam", "mia"], []), new PersonIsOnBothSides("parties.sales[1]"));
        yield return (Of(["mia"], ["sam"], ["mia"]), new PersonIsOnBothSides("parties.salesManagers[0]"));

        static Terms Of(string[] marketing, string[] sales, string[] managers) =>
            Offer with { Parties = new Parties(marketing, sales, managers) };
    }

    private static IEnumerable<(Terms, Refusal)> Codes()
    {
        foreach (var amount in new[] { 0, -1, 0.00001m, 1_000_000_000_000.1m })
            yield return (Offer with { Goal = new Goal(GoalKind.LeadValue, amount) }, new GoalIsOutOfRange());
        yield return (Offer with { Goal = new Goal(GoalKind.Count, 10.5m) }, new GoalIsOutOfRange());
        yield return (Offer with { Segments = [] }, new CodesAreMissing("segments"));
        yield return (Offer with { ConversionActions = [] }, new CodesAreMissing("conversionActions"));
        yield return (Offer with { Segments = ["enterprise", "small "] }, new CodeIsMalformed("segments[1]"));
        yield return (Offer with { ConversionActions = ["de\u0000mo"] }, new CodeIsMalformed("conversionActions[0]"));
        yield return (Offer with { Segments = [new('x', 101)] }, new CodeIsMalformed("segments[0]"));
        yield return (Offer with { Segments = ["small", "small"] }, new CodeIsDeclaredTwice("segments[1]"));
        yield return (
            Offer with { MatrixLabels = Offer.MatrixLabels! with { LowFit = " " } },
            new TextIsMissing("matrixLabels.lowFit"));
        yield return (
            Offer with { Criteria = [.. Offer.Criteria, new("need", "Again.", [])] },
            new CodeIsDeclaredTwice("criteria[2].code"));
        yield return (
            Offer with { Criteria = [new("budget", "Has one.", ["yes", "yes"])] },
            new CodeIsDeclaredTwice("criteria[0].values[1]"));
        yield return (Offer with { Criteria = [new("budget", "", [])] }, new TextIsMissing("criteria[0].text"));
        yield return (
            Reasons(new("a", "A.", "budget"), new("a", "B.", "need")),
            new CodeIsDeclaredTwice("reasonCodes[1].code"));
        yield return (
            Reasons(new ReasonCode("a", new('x', 2_001), "budget")),
            new TextIsMissing("reasonCodes[0].text"));
        yield return (
            Reasons(new ReasonCode("a", "A.", "authority")),
            new ReasonCodeNamesAnUndeclaredCriterion("reasonCodes[0].criterion"));

        static Terms Reasons(params ReasonCode[] reasons) => Offer with { ReasonCodes = reasons };
    }

    private static IEnumerable<(Terms, Refusal)> Valuation()
    {
        ValuationRow all = new(null, null, null, 0.5m, 100);
        yield return (
            Of(all, all with { Segment = "large" }),
            new ValuationNamesAnUndeclaredSegment("valuation[1].segment"));
        yield return (
            Of(all with { ConversionAction = "fax" }),
            new ValuationNamesAnUndeclaredConversionAction("valuation[0].conversionAction"));
        foreach (var rate in new[] { -0.1m, 1.00000001m, 0.123456789m })
            yield return (Of(all with { CloseRate = rate }), new CloseRateIsOutOfRange("valuation[0].closeRate"));
        foreach (var sale in new[] { -1, 1_000_000_000_001m, 0.12345m })
            yield return (Of(all with { AverageSale = sale }), new AverageSaleIsOutOfRange("valuation[0].averageSale"));
        yield return (Of(all, all with { CloseRate = 0.1m }), new ValuationRowsOverlap("valuation[1]", 0));
        yield return (Of(), new ValuationMissesACombination("enterprise", "demo", Bucket.HandRaiserHighFit));
        yield return (
            Of(all with { Segment = "enterprise" }, all with { Segment = "small", ConversionAction = "demo" }),
            new ValuationMissesACombination("small", "ebook", Bucket.HandRaiserHighFit));
        yield return (
            Of([.. Enum.GetValues<Bucket>().SkipLast(1).Select(bucket => all with { Bucket = bucket })]),
            new ValuationMissesACombination("enterprise", "demo", Bucket.OtherLowFit));

        static Terms Of(params ValuationRow[] rows) => Offer with { Valuation = rows };
    }

    private static IEnumerable<string> Many(int count) => Enumerable.Range(0, count).Select(i => $"code-{i}");
}
