using System.CommandLine;
using System.Net;

namespace LeadLedger.Server.Running.Verbs;

/// <summary>
/// <c>leadledger ready</c>: whether the service of this data folder takes requests, for scripts and containers that
/// have no other program to ask with.
/// </summary>
internal static class ReadyVerb
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static Command Create()
    {
        var ready = new Command("ready", "Succeed if the service of this data folder is ready for requests.");
        ready.SetAction((_, cancellation) => Run(cancellation));
        return ready;
    }

    private static async Task<int> Run(CancellationToken cancellation)
    {
        if (ServingNode.Find(Settings.OfThisProcess().DataFolder)?.Url is not { } url)
            throw new SettingsException("nothing is served from this data folder");

        using var client = new HttpClient { Timeout = Patience };
        try
        {
            using var answer = await client.GetAsync(new Uri(Reachable(url), "/health/ready"), cancellation);
            var said = await answer.Content.ReadAsStringAsync(cancellation);
            return answer.StatusCode == HttpStatusCode.OK ? 0 : throw new SettingsException($"not ready: {said}");
        }
        catch (Exception silent) when (silent is HttpRequestException or TaskCanceledException)
        {
            throw new SettingsException($"no answer from {url}");
        }
    }

    /// <summary>A service that listens on every address is asked at the loopback one.</summary>
    private static Uri Reachable(string url)
    {
        var address = new UriBuilder(url);
        if (IPAddress.TryParse(address.Host, out var host)
            && (host.Equals(IPAddress.Any) || host.Equals(IPAddress.IPv6Any)))
            address.Host = host.Equals(IPAddress.Any) ? "127.0.0.1" : "[::1]";
        return address.Uri;
    }
}
