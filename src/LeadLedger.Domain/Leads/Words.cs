using System.Globalization;

namespace LeadLedger.Domain.Leads;

/// <summary>Codes and instants as the sentences of a refusal say them.</summary>
internal static class Words
{
    public static string InWords(this LeadPlace place) => place switch
    {
        LeadPlace.WithSales => "with sales",
        LeadPlace.UnderReview => "under review",
        LeadPlace.WithMarketing => "with marketing",
        LeadPlace.Won => "won",
        LeadPlace.Lost => "lost",
        _ => throw new ArgumentOutOfRangeException(nameof(place), place, "There is no such place."),
    };

    public static string InWords(this DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    public static string InWords(this Involvement involvement)
    {
        var deeds = new List<string>();
        if (involvement.HasFlag(Involvement.HandedItOff))
            deeds.Add("handed it off");
        if (involvement.HasFlag(Involvement.WasAssignedIt))
            deeds.Add("been assigned it");
        if (involvement.HasFlag(Involvement.AttemptedContact))
            deeds.Add("attempted contact");
        if (involvement.HasFlag(Involvement.RejectedIt))
            deeds.Add("rejected it");
        return string.Join(", ", deeds);
    }
}
