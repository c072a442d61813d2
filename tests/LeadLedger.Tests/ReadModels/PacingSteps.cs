using LeadLedger.Domain.Agreements;

namespace LeadLedger.Tests.ReadModels;

/// <summary>An agreement with a goal and a curve, and leads that are handed off under it.</summary>
internal static class PacingSteps
{
    public static readonly Terms Offer = Company.Terms();

    public static async Task<ReadModelDatabase> Signed(Terms terms)
    {
        var database = await ReadModelDatabase.Make();
        await database.Ledger.Append(Company.Enterprise.Value, Company.Drafted(Company.Enterprise, terms));
        return database;
    }

    public static async Task HandOff(ReadModelDatabase database, int lead, DateOnly day, string action = "demoRequest")
    {
        var at = new DateTimeOffset(day, new TimeOnly(12, 0), TimeSpan.Zero);
        await database.Ledger.Append(
            Company.Lead(lead),
            Company.HandedOff(Company.Lead(lead), Company.Handoff(Company.Enterprise, Offer, at, action: action)));
    }
}
