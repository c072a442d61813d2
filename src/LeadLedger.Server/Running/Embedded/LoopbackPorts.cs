using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace LeadLedger.Server.Running.Embedded;

/// <summary>
/// Ports on the loopback address. Each checkout has its own by its path, so that several don't disturb each other and
/// an address stays the same from day to day; both ranges lie below the ports that Linux gives to outgoing connections.
/// </summary>
internal static class LoopbackPorts
{
    private const int RangeSize = 1000;
    private const int HttpRangeStart = 18_000;
    private const int PostgresRangeStart = 15_000;

    /// <summary>The port for HTTP that belongs to a data folder.</summary>
    public static int ForHttp(string dataFolder) => HttpRangeStart + Offset(dataFolder);

    /// <summary>The port for PostgreSQL that belongs to a data folder.</summary>
    public static int ForPostgres(string dataFolder) => PostgresRangeStart + Offset(dataFolder);

    /// <summary>The first free one from <paramref name="wanted"/> upwards.</summary>
    public static int NextFree(int wanted)
    {
        var port = wanted;
        while (!IsFree(port))
        {
            port++;
        }

        return port;
    }

    /// <summary>Whether nobody listens there at this moment.</summary>
    public static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.Listen(1);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int Offset(string dataFolder)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(dataFolder)));
        return BitConverter.ToUInt16(hash) % RangeSize;
    }
}
