using System.Globalization;

namespace LeadLedger.Domain.Specs.Leads;

/// <summary>Who appears in the specs of leads, and when; all times are of 2026, in UTC.</summary>
internal static class People
{
    /// <summary>Of the agreement's marketing side.</summary>
    public const string Mia = "mia";

    /// <summary>Of its sales side.</summary>
    public const string Sam = "sam";

    /// <summary>Of its sales side too.</summary>
    public const string Sue = "sue";

    /// <summary>Its sales manager.</summary>
    public const string Max = "max";

    /// <summary>A colleague who belongs to neither side.</summary>
    public const string Cleo = "cleo";

    /// <summary>The panel's chair: neither marketing nor sales.</summary>
    public const string Carl = "carl";

    /// <summary>Neither marketing nor sales; of the panel where a spec seats her.</summary>
    public const string Nora = "nora";

    /// <summary>Of the panel, from marketing.</summary>
    public const string Pia = "pia";

    /// <summary>Of the panel, from sales.</summary>
    public const string Paul = "paul";

    /// <summary>Brings in history.</summary>
    public const string Ida = "ida";

    /// <summary>Somebody of another agreement.</summary>
    public const string Otto = "otto";

    /// <summary>An instant written as <c>03-02 09:00</c>, with seconds and their fraction where they matter.</summary>
    public static DateTimeOffset T(string monthDayTime) => DateTimeOffset.ParseExact(
        $"2026-{monthDayTime}Z",
        ["yyyy-MM-dd HH:mmZ", "yyyy-MM-dd HH:mm:ssZ", "yyyy-MM-dd HH:mm:ss.ffffffZ"],
        CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    public static DateOnly Day(string monthDay) =>
        DateOnly.ParseExact($"2026-{monthDay}", "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static PersonalText Words(string text) => PersonalText.Of(text);

    /// <summary>
    /// Somebody acts for themselves; <paramref name="told"/> is when we hear of it, at once unless said.
    /// </summary>
    public static Act As(Role role, string who, string at, string? told = null) =>
        new(who, role, who, T(at), T(told ?? at));

    public static Act Marketing(string at, string? told = null, string who = Mia) => As(Role.Marketing, who, at, told);

    public static Act Sales(string at, string? told = null, string who = Sam) => As(Role.Sales, who, at, told);

    public static Act SalesManager(string at, string? told = null, string who = Max) =>
        As(Role.SalesManager, who, at, told);

    public static Act Colleague(string at, string? told = null, string who = Cleo) =>
        As(Role.Colleague, who, at, told);

    public static Act Member(string who, string at, string? told = null) => As(Role.Panel, who, at, told);

    public static Act Chair(string at, string? told = null) => As(Role.Panel, Carl, at, told);

    /// <summary>The deadline watch, of a deadline; <paramref name="now"/> is when it looks.</summary>
    public static Act Watch(string deadline, string? now = null) => As(Role.Watch, "leadledger", deadline, now);

    /// <summary>Ida brings in, in June, what somebody did elsewhere.</summary>
    public static Act Import(string by, string at) => new(Ida, Role.Importer, by, T(at), T("06-01 12:00"));
}
