using LeadLedger.Domain;
using LeadLedger.Server.Ledger;
using LeadLedger.Server.Running;
using LeadLedger.Server.Running.Embedded;

namespace LeadLedger.Torture;

/// <summary>A PostgreSQL and some nodes over it, all in one folder, all to be broken.</summary>
internal sealed class Site : IAsyncDisposable
{
    private readonly Settings _settings;

    private Site(PrivatePostgres postgres, IReadOnlyList<Node> nodes, Settings settings)
    {
        Postgres = postgres;
        Nodes = nodes;
        _settings = settings;
    }

    public PrivatePostgres Postgres { get; }

    public IReadOnlyList<Node> Nodes { get; }

    /// <summary>For whoever waits: longer than any answer may take.</summary>
    public HttpClient Client { get; } = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(2) })
    {
        Timeout = TimeSpan.FromSeconds(45),
    };

    /// <summary>Starts everything.</summary>
    /// <param name="folder">Made here; PostgreSQL's user has to get through it.</param>
    /// <param name="nodes">How many.</param>
    /// <param name="databaseFolder">Where PostgreSQL lies; null: there too.</param>
    public static async Task<Site> Start(string folder, int nodes, string? databaseFolder = null)
    {
        DataFolder.Make(folder);
        var postgres = await PrivatePostgres.Start(databaseFolder ?? folder);
        var secrets = Path.Combine(folder, "shared-secrets.json");
        PrivateFile.TryMakeJson(secrets, () => Secrets.Make(forDevelopment: true));
        var given = new Dictionary<string, string>
        {
            [Setting.Environment] = "Development",
            [Setting.MasterKeyFile] = secrets,
            [Setting.LogLevel] = "Warning",
        };
        var made = new List<Node>();
        var port = LoopbackPorts.ForHttp(folder);
        for (var number = 1; number <= nodes; number++, port++)
        {
            port = LoopbackPorts.NextFree(port);
            var name = $"node-{number}";
            var wire = new Wire(postgres.ServiceConnectionString);
            made.Add(new Node(name, Path.Combine(folder, name), new Uri($"http://127.0.0.1:{port}"), wire, given));
        }
        var site = new Site(postgres, made, new Settings
        {
            IsDevelopment = true,
            DataFolder = folder,
            MasterKeyFile = secrets,
        });
        foreach (var node in made)
            await node.Start();
        return site;
    }

    /// <summary>A token of somebody of the company.</summary>
    public string TokenOf(string subject, params Role[] roles) => DevelopmentTokens.Make(
        _settings, [.. roles.Select(role => role.Code())], subject, TimeSpan.FromHours(24), DateTimeOffset.UtcNow);

    /// <summary>The node that projects; null if none says so at this moment.</summary>
    public async Task<Node?> Projecting()
    {
        foreach (var node in Nodes)
        {
            if (await node.Projector(Client) == "projecting")
                return node;
        }
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        foreach (var node in Nodes)
            await node.DisposeAsync();
        await Postgres.Thaw();
        await Postgres.DisposeAsync();
    }
}
