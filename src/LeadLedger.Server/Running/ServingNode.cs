using System.Globalization;
using LeadLedger.Server.Running.Embedded;

namespace LeadLedger.Server.Running;

/// <summary>
/// The process that serves from a data folder, one at a time. Its lock is the kernel's, so a killed process leaves
/// nothing that has to be cleared away; <c>serving.json</c> beside it says where it listens.
/// </summary>
internal sealed class ServingNode : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly string _dataFolder;
    private readonly FolderLock _lock;

    private ServingNode(string dataFolder, FolderLock held)
    {
        _dataFolder = dataFolder;
        _lock = held;
    }

    /// <summary>Makes this process the one that serves.</summary>
    /// <exception cref="SettingsException">Another does already.</exception>
    public static async Task<ServingNode> Claim(string dataFolder, CancellationToken cancellation)
    {
        DataFolder.Make(dataFolder);

        // Not at the first failure: whoever looks who serves holds the lock for a moment too.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            var node = new ServingNode(dataFolder, await FolderLock.Exclusive(LockIn(dataFolder), patience.Token));
            node.Write(url: null);
            return node;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            var other = PrivateFile.ReadJson<Record>(RecordIn(dataFolder));
            throw new SettingsException(
                $"Already running at {other?.Url ?? "an address to come"} "
                + $"(process {other?.ProcessId}) from {dataFolder}.");
        }
    }

    /// <summary>Says where it listens, once it does.</summary>
    public void Announce(string url) => Write(url);

    /// <summary>Who serves from the folder at this moment, or null if nobody does.</summary>
    public static Record? Find(string dataFolder)
    {
        if (!File.Exists(LockIn(dataFolder)))
            return null;
        using var free = FolderLock.TryExclusive(LockIn(dataFolder));
        return free is null ? PrivateFile.ReadJson<Record>(RecordIn(dataFolder)) : null;
    }

    /// <summary>Asks who serves from the folder to finish what was accepted and end, and waits until it has.</summary>
    /// <returns>False if nobody was serving.</returns>
    public static async Task<bool> Stop(string dataFolder, CancellationToken cancellation)
    {
        if (Find(dataFolder) is not { } node)
            return false;
        var process = node.ProcessId.ToString(CultureInfo.InvariantCulture);
        // The shell's own kill: the program of that name isn't on every machine.
        var told = await ExternalProgram.Run(["sh", "-c", "kill -TERM \"$0\"", process], null, cancellation);
        if (Find(dataFolder) is not null)
            told.OrThrow($"The service (process {process}) can't be ended");
        using var gone = await FolderLock.Exclusive(LockIn(dataFolder), cancellation);
        return true;
    }

    public void Dispose()
    {
        File.Delete(RecordIn(_dataFolder));
        _lock.Dispose();
    }

    private static string LockIn(string dataFolder) => Path.Combine(dataFolder, "serving.lock");

    private static string RecordIn(string dataFolder) => Path.Combine(dataFolder, "serving.json");

    private void Write(string? url) =>
        PrivateFile.WriteJson(RecordIn(_dataFolder), new Record(Environment.ProcessId, url));

    /// <summary>A serving process: its number, and where it listens as soon as it does.</summary>
    public sealed record Record(int ProcessId, string? Url);
}
