using LeadLedger.Server.Http;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Connections.Features;

namespace LeadLedger.Server.Running;

/// <summary>
/// Finds out who asks. A token that is known already needs none of the framework's authentication, which makes a
/// handler and a copy of its rules for each request; and a connection remembers the one that it sent last, so that it
/// needn't be hashed to be known again.
/// </summary>
internal sealed class Bearers(RequestDelegate next, RememberedTokens tokens, TimeProvider clock)
{
    private const string Scheme = "Bearer ";

    public Task Invoke(HttpContext http)
    {
        if (http.Request.Headers.Authorization is not [{ } sent] || !sent.StartsWith(Scheme, StringComparison.Ordinal))
            return Authenticate(http);
        if (Known(http, sent) is not { } caller)
            return Authenticate(http);
        http.User = caller.User;
        return next(http);
    }

    private KnownCaller? Known(HttpContext http, string sent)
    {
        var items = http.Features.Get<IConnectionItemsFeature>()?.Items;
        var last = items is null ? null : LastOn(items);
        if (last is { } known && known.Sent == sent && clock.GetUtcNow() < known.Caller.Until)
            return known.Caller;
        if (tokens.Find(sent[Scheme.Length..]) is not { } caller)
            return null;
        if (items is not null)
        {
            lock (items)
                items[typeof(Bearers)] = new Last(sent, caller);
        }
        return caller;
    }

    // Requests of one HTTP/2 connection come at once.
    private static Last? LastOn(IDictionary<object, object?> items)
    {
        lock (items)
            return items.TryGetValue(typeof(Bearers), out var last) ? (Last?)last : null;
    }

    private async Task Authenticate(HttpContext http)
    {
        if ((await http.AuthenticateAsync()).Principal is { } user)
            http.User = new CallerPrincipal(user.Identity);
        await next(http);
    }

    private sealed record Last(string Sent, KnownCaller Caller);
}
