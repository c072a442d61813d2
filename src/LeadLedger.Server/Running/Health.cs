using Npgsql;

namespace LeadLedger.Server.Running;

/// <summary>What a load balancer or an operator asks, without a token.</summary>
internal static class Health
{
    private const int PatienceSeconds = 2;

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").AllowAnonymous().ExcludeFromDescription();
        health.MapGet("/live", () => TypedResults.Ok(new State("live")));
        health.MapGet("/ready", Ready);
    }

    private static async Task<IResult> Ready(NpgsqlDataSource database, CancellationToken cancellation)
    {
        try
        {
            await using var ask = database.CreateCommand("SELECT 1");
            ask.CommandTimeout = PatienceSeconds;
            await ask.ExecuteScalarAsync(cancellation);
            return TypedResults.Ok(new State("ready"));
        }
        catch (NpgsqlException)
        {
            return TypedResults.Json(new State("database unreachable"), statusCode: 503);
        }
    }

    private sealed record State(string Status);
}
