using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace LeadLedger.Torture;

/// <summary>
/// The line between a node and its PostgreSQL, which loses answers: the server has done what it was told, and the node
/// never hears of it. Else it passes on everything, the ends of connections too.
/// </summary>
internal sealed class Wire : IAsyncDisposable
{
    /// <summary>How the store's statement begins when it is prepared: that connection is the one that writes.</summary>
    private static readonly byte[] Writing = "/* append */"u8.ToArray();

    private static readonly TimeSpan UntilTheServerNotices = TimeSpan.FromSeconds(3);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly IPEndPoint _server;
    private readonly Task _accepting;
    private int _answersToLose;

    public Wire(string connectionString)
    {
        var target = new NpgsqlConnectionStringBuilder(connectionString);
        _server = new IPEndPoint(IPAddress.Parse(target.Host!), target.Port);
        _listener.Start();
        ConnectionString = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Port = ((IPEndPoint)_listener.LocalEndpoint).Port,
        }.ConnectionString;
        _accepting = Accept();
    }

    /// <summary>As the node has to connect.</summary>
    public string ConnectionString { get; }

    /// <summary>The next answer to an append doesn't arrive, and its connection is broken.</summary>
    public void LoseAnAnswer() => Volatile.Write(ref _answersToLose, 1);

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _accepting;
    }

    private async Task Accept()
    {
        try
        {
            while (true)
                _ = Join(await _listener.AcceptSocketAsync());
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
        {
            // Disposed of.
        }
    }

    private async Task Join(Socket node)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
        using (node)
        {
            try
            {
                await server.ConnectAsync(_server);
                node.NoDelay = server.NoDelay = true;
                var connection = new Connection();
                await Task.WhenAny(Ask(node, server, connection), Answer(server, node, connection));
                if (!connection.HasLostAnAnswer)
                    return;
                // What the server was doing goes on for a while as if nobody had gone.
                node.Close(0);
                await Task.Delay(UntilTheServerNotices);
            }
            catch (Exception broken) when (broken is SocketException or ObjectDisposedException)
            {
                // Either side is gone, and the other one hears of it now.
            }
        }
    }

    private static async Task Ask(Socket node, Socket server, Connection connection)
    {
        var buffer = new byte[64 * 1024];
        while (await node.ReceiveAsync(buffer) is var read and > 0)
        {
            connection.Writes |= buffer.AsSpan(0, read).IndexOf(Writing) >= 0;
            await server.SendAsync(buffer.AsMemory(0, read));
        }
    }

    private async Task Answer(Socket server, Socket node, Connection connection)
    {
        var buffer = new byte[64 * 1024];
        while (await server.ReceiveAsync(buffer) is var read and > 0)
        {
            if (connection.Writes && Interlocked.Exchange(ref _answersToLose, 0) == 1)
            {
                connection.HasLostAnAnswer = true;
                return;
            }
            await node.SendAsync(buffer.AsMemory(0, read));
        }
    }

    private sealed class Connection
    {
        public volatile bool Writes;
        public volatile bool HasLostAnAnswer;
    }
}
