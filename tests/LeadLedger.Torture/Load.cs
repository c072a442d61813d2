using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;

namespace LeadLedger.Torture;

/// <summary>
/// People at work: they hand off one by one and in bulk, attempt, reject, send again what they have sent, and race for
/// one lead. Everything they were told is kept.
/// </summary>
internal sealed class Load(Site site, Door door, TriedCompany company, int seed)
{
    private const int BulkLeads = 8;
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(25);

    private readonly ConcurrentDictionary<string, Deed> _deeds = new();
    private readonly ConcurrentDictionary<string, BulkDeed> _bulks = new();
    private readonly List<Deed> _handoffs = [];
    private readonly List<Task> _callers = [];
    private volatile bool _isEnding;
    private int _begun;

    public IReadOnlyDictionary<string, Deed> Deeds => _deeds;

    public int Acknowledged => _deeds.Values.Count(deed => deed.Standing == Standing.Acknowledged);

    public int Unknown => _deeds.Values.Count(deed => deed.Standing == Standing.Unknown);

    /// <summary>Sets callers to work until <see cref="End"/>.</summary>
    public void Begin(int callers)
    {
        _isEnding = false;
        for (var caller = 0; caller < callers; caller++)
        {
            var random = new Random(HashCode.Combine(seed, _begun++));
            _callers.Add(Task.Run(() => Work(random)));
        }
    }

    /// <summary>Lets everybody finish what they are at, and ends.</summary>
    public async Task End()
    {
        _isEnding = true;
        await Task.WhenAll(_callers);
        _callers.Clear();
    }

    /// <summary>Asks again, under the same keys, about everything whose outcome nobody has told.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> Resolve(TimeSpan patience)
    {
        var unknown = Unknown;
        var until = DateTimeOffset.UtcNow + patience;
        for (var turn = 0; Unknown > 0 && DateTimeOffset.UtcNow < until; turn++)
        {
            var node = site.Nodes[turn % site.Nodes.Count];
            await Task.Delay(Breath);
            foreach (var bulk in _bulks.Values.Where(bulk => bulk.Lines.Any(it => it.Standing == Standing.Unknown)))
                await Send(bulk, node);
            foreach (var deed in _deeds.Values.Where(deed => deed is { Standing: Standing.Unknown, IsOfABulk: false }))
                await Send(deed, node);
        }
        return unknown;
    }

    /// <summary>One handoff at this node: whether it answers again.</summary>
    public async Task<bool> TryHandOff(Node node) => (await HandOff(node)).Status == 201;

    public Task<Said> HandOff(Node node) => Send(NewHandoff(), node);

    /// <summary>One attempt on a lead, which isn't this load's own.</summary>
    public Task<Said> AttemptOn(Guid lead, Node node) => Send(Attempt(lead), node);

    /// <summary>A bulk of so many handoffs; its lines are deeds of their own.</summary>
    public Task<Said> HandOffMany(int leads, Node node) => Send(NewBulk(leads), node);

    /// <summary>Sends every bulk once more, under its key.</summary>
    public async Task SendBulksAgain(Node node)
    {
        foreach (var bulk in _bulks.Values)
            await Send(bulk, node);
    }

    private async Task Work(Random random)
    {
        while (!_isEnding)
        {
            var node = site.Nodes[random.Next(site.Nodes.Count)];
            await (random.Next(100) switch
            {
                < 35 => Send(NewHandoff(), node),
                < 60 when Lead(random) is { } lead => Send(Attempt(lead.Lead), node),
                < 68 when Lead(random) is { } lead => Send(Rejection(lead), node),
                < 80 when Lead(random) is { } done => Send(done, node),
                < 92 when Lead(random) is { } lead => Race(lead, random),
                < 96 => Send(NewBulk(BulkLeads), node),
                _ => Task.CompletedTask,
            });
            await Task.Delay(Breath);
        }
    }

    private static string NewKey() => Guid.NewGuid().ToString("N");

    private Deed? Lead(Random random)
    {
        lock (_handoffs)
            return _handoffs.Count == 0 ? null : _handoffs[random.Next(_handoffs.Count)];
    }

    private Deed NewHandoff() => new(
        TriedCompany.Marketer, NewKey(), "/v1/leads", company.Marketing, Door.Json(company.Handoff()));

    private Deed Attempt(Guid lead, long? ifMatch = null) => new(
        TriedCompany.Seller, NewKey(), $"/v1/leads/{lead}/contact-attempts", company.Sales,
        """{"channel":"phone","outcome":"noAnswer"}""", ifMatch);

    private Deed Rejection(Deed lead) => new(
        TriedCompany.Seller, NewKey(), $"/v1/leads/{lead.Lead}/rejections", company.Sales,
        """{"reasonCode":"no-budget","criterion":"budget","explanation":"They have none."}""");

    /// <summary>Two who saw the same version, at two nodes: at most one may be told that it was theirs.</summary>
    private async Task Race(Deed lead, Random random)
    {
        var seen = await door.Get(site.Nodes[random.Next(site.Nodes.Count)], $"/v1/leads/{lead.Lead}", company.Sales);
        if (seen.Status == 200)
            await Task.WhenAll(site.Nodes.Select(node => Send(Attempt(lead.Lead, seen.Version), node)));
    }

    private async Task<Said> Send(Deed deed, Node node)
    {
        _deeds.TryAdd(deed.Key, deed);
        var isNew = deed.Standing == Standing.Unknown;
        var said = await door.Post(node, deed.Path, deed.Token, deed.Body, deed.Key, deed.IfMatch);
        var isHandoff = deed.Path == "/v1/leads";
        deed.Hear(said, isHandoff ? null : Guid.Parse(deed.Path.Split('/')[3]));
        if (isHandoff && isNew && deed.Standing == Standing.Acknowledged)
        {
            lock (_handoffs)
                _handoffs.Add(deed);
        }
        return said;
    }

    private BulkDeed NewBulk(int leads)
    {
        var key = NewKey();
        var lines = new List<string>();
        for (var lead = 0; lead < leads; lead++)
        {
            var reference = string.Create(CultureInfo.InvariantCulture, $"{key}-{lead}");
            lines.Add(Door.Json(new { command = "handOffLead", request = company.Handoff(reference) }));
        }
        var deeds = lines.Select((line, index) => new Deed(
            TriedCompany.Marketer, FormattableString.Invariant($"{key}:{index + 1}"), Deed.BulkLine, "", line));
        return new BulkDeed(key, company.Marketing, string.Join('\n', lines), [.. deeds]);
    }

    private async Task<Said> Send(BulkDeed bulk, Node node)
    {
        _bulks.TryAdd(bulk.Key, bulk);
        foreach (var line in bulk.Lines)
        {
            _deeds.TryAdd(line.Key, line);
            line.TryAgain();
        }
        var said = await door.Post(node, "/v1/bulk", bulk.Token, bulk.Body, bulk.Key, type: Door.Ndjson);
        if (said.Status == 207)
            bulk.Hear(said.Text);
        else if (Deed.IsForCertain(said.Status, said.Problem))
            bulk.Lines.ForEach(line => line.Refuse(said.Problem!));
        return said;
    }

    /// <summary>Many deeds that were sent as one.</summary>
    private sealed record BulkDeed(string Key, string Token, string Body, List<Deed> Lines)
    {
        public void Hear(string results)
        {
            foreach (var text in results.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                using var result = JsonDocument.Parse(text);
                var root = result.RootElement;
                var deed = Lines[root.GetProperty("line").GetInt32() - 1];
                if (!root.TryGetProperty("problem", out var problem))
                {
                    deed.Acknowledge(
                        root.GetProperty("leadId").GetGuid(),
                        root.GetProperty("version").GetInt64(),
                        root.GetProperty("position").GetInt64());
                    continue;
                }
                var code = problem.GetProperty("type").GetString()![Server.Http.Problem.TypePrefix.Length..];
                if (Deed.IsForCertain(root.GetProperty("status").GetInt32(), code))
                    deed.Refuse(code);
            }
        }
    }
}
