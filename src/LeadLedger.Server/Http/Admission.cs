using System.Threading.RateLimiting;
using LeadLedger.Server.Running;
using Microsoft.AspNetCore.RateLimiting;

namespace LeadLedger.Server.Http;

/// <summary>
/// How many requests are worked on at once, and how many bulks of them. More are refused at the door, at once: what a
/// node holds in memory is bounded by what it lets in (ADR-0011).
/// </summary>
internal static class Admission
{
    /// <summary>The policy of routes that take in a bulk.</summary>
    public const string Bulks = "bulks";

    /// <summary>The policy of routes that stream an export.</summary>
    public const string Exports = "exports";

    /// <summary>Connections are cheap beside requests, but not for nothing.</summary>
    public const int MaxConnections = 4096;

    /// <summary>Needs the settings.</summary>
    public static IServiceCollection AddAdmission(this IServiceCollection services)
    {
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<Settings>((limiter, settings) =>
        {
            var atOnce = new ConcurrencyLimiterOptions { PermitLimit = settings.RequestsAtOnce };
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, int>(
                _ => RateLimitPartition.GetConcurrencyLimiter(0, _ => atOnce));
            limiter.AddConcurrencyLimiter(Bulks, bulks => bulks.PermitLimit = settings.BulksAtOnce);
            limiter.AddConcurrencyLimiter(Exports, exports => exports.PermitLimit = settings.ExportsAtOnce);
            limiter.RejectionStatusCode = StatusCodes.Status503ServiceUnavailable;
            limiter.OnRejected = (refused, _) =>
                new ValueTask(refused.HttpContext.Response.Write(Problems.ServiceBusy));
        });
        return services;
    }
}
