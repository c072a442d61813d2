using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace LeadLedger.Tests.EventStore;

/// <summary>
/// Stands between the store and the server and cuts connections as a network does: at once, or after the server has
/// answered and before the answer arrives.
/// </summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly string _host;
    private readonly int _port;
    private readonly List<Socket> _clients = [];
    private readonly List<Socket> _servers = [];
    private readonly Task _accepting;
    private volatile bool _cutNextAnswer;
    private volatile bool _refuseAfterCut;
    private volatile bool _refusing;

    public CuttingProxy(string connectionString)
    {
        var target = new NpgsqlConnectionStringBuilder(connectionString);
        (_host, _port) = (target.Host!, target.Port);
        _listener.Start();
        var here = (IPEndPoint)_listener.LocalEndpoint;
        ConnectionString = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Host = here.Address.ToString(),
            Port = here.Port,
        }.ConnectionString;
        _accepting = Accept();
    }

    public string ConnectionString { get; }

    /// <summary>Whether a cut that was asked for has been made.</summary>
    public bool HasCut { get; private set; }

    /// <summary>Lets the next request through, and cuts everything when the server answers it.</summary>
    public void CutBeforeNextAnswer(bool andRefuseFromThenOn = false)
    {
        _refuseAfterCut = andRefuseFromThenOn;
        _cutNextAnswer = true;
    }

    /// <summary>
    /// Cuts the side of the store at once. The server's side stays open, so that the server doesn't notice and goes on
    /// with what it was doing.
    /// </summary>
    public void CutNow()
    {
        lock (_clients)
        {
            foreach (var socket in _clients)
                socket.Close(0);
            _clients.Clear();
        }
        HasCut = true;
    }

    public void AcceptAgain() => _refusing = false;

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        CutNow();
        await _accepting;
        _servers.ForEach(server => server.Dispose());
    }

    private async Task Accept()
    {
        while (true)
        {
            Socket client;
            try
            {
                client = await _listener.AcceptSocketAsync();
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }
            if (_refusing)
            {
                client.Close(0);
                continue;
            }
            await Join(client);
        }
    }

    private async Task Join(Socket client)
    {
        var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await server.ConnectAsync(_host, _port);
        client.NoDelay = server.NoDelay = true;
        lock (_clients)
        {
            _clients.Add(client);
            _servers.Add(server);
        }
        _ = Pump(client, server, isAnswer: false);
        _ = Pump(server, client, isAnswer: true);
    }

    private async Task Pump(Socket from, Socket to, bool isAnswer)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (true)
            {
                var read = await from.ReceiveAsync(buffer);
                if (read == 0)
                    break;
                if (isAnswer && _cutNextAnswer)
                {
                    _cutNextAnswer = false;
                    _refusing = _refuseAfterCut;
                    CutNow();
                    return;
                }
                await to.SendAsync(buffer.AsMemory(0, read));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Cut: by us or by either side.
        }
    }
}
