using System.Globalization;

namespace LeadLedger.Server.Running.Embedded;

/// <summary>
/// The log of the embedded server, kept from growing without end: when there is enough in it, the newest of that is put
/// aside, and what was aside before is gone. PostgreSQL's own rotation bounds an age or a size, but then not the number
/// of files.
/// </summary>
internal sealed class ServerLog(ServerUser user, string file)
{
    /// <summary>So much in the file itself, and as much beside it.</summary>
    private const long MostBytes = 8 << 20;

    // The server appends to the file wherever its end is, so it goes on at the beginning of one that was emptied. What
    // it says in that very moment may be lost.
    private const string PutAside =
        """
        umask 077 && tail -c "$1" "$0" > "$0.1.new" && mv "$0.1.new" "$0.1" && : > "$0"
        """;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(30);

    /// <summary>What was put aside.</summary>
    public string Older => file + ".1";

    /// <summary>Looks at it at once, and now and then until it is cancelled.</summary>
    public async Task KeepSmall(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(BetweenLooks);
        try
        {
            do
            {
                await KeepWithin(MostBytes, cancellation);
            }
            while (await timer.WaitForNextTickAsync(cancellation));
        }
        catch (OperationCanceledException)
        {
            // Nobody needs the server any more.
        }
    }

    /// <summary>Puts what is in it aside if it is more than this; of that, so much.</summary>
    public async Task KeepWithin(long bytes, CancellationToken cancellation = default)
    {
        // As the server's user, as all that is written here is. That it can't be done, say on a full disk, holds up
        // nobody: the next look may do better.
        if (new FileInfo(file) is not { Exists: true, Length: var length } || length <= bytes)
            return;
        var most = bytes.ToString(CultureInfo.InvariantCulture);
        await user.Run(["sh", "-c", PutAside, file, most], null, cancellation);
    }
}
