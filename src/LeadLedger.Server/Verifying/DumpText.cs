using System.Diagnostics;
using System.IO.Compression;
using LeadLedger.EventStore.Verifying;
using LeadLedger.Server.Running.Embedded;

namespace LeadLedger.Server.Verifying;

/// <summary>
/// A dump of <c>pg_dump</c> as plain text, whichever form it was made in: PostgreSQL's own program turns the others
/// into it, without a server.
/// </summary>
internal sealed class DumpText : IAsyncDisposable
{
    private readonly Process? _restore;
    private readonly Task<string>? _errors;

    private DumpText(Stream text, Process? restore)
    {
        Text = text;
        _restore = restore;
        _errors = restore?.StandardError.ReadToEndAsync();
    }

    /// <summary>The text, to be read once.</summary>
    public Stream Text { get; }

    /// <param name="path">A file, or the folder of a dump in directory form.</param>
    /// <param name="binaries">The folder of PostgreSQL's programs; null looks in the usual places.</param>
    /// <exception cref="CannotVerifyException">It isn't a dump.</exception>
    public static async Task<DumpText> Open(string path, string? binaries, CancellationToken cancellation)
    {
        var begin = Directory.Exists(path) ? [] : await Begin(path, cancellation);
        if (begin.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]))
            return new DumpText(new GZipStream(File.OpenRead(path), CompressionMode.Decompress), null);
        if (Directory.Exists(path) || begin.AsSpan().StartsWith("PGDMP"u8) || IsTar(begin))
            return new DumpText(path, await PostgresBinaries.Find(binaries, null, cancellation));
        if (begin.AsSpan().StartsWith("--\n-- PostgreSQL database dump"u8))
            return new DumpText(File.OpenRead(path), null);
        throw new CannotVerifyException(
            $"{path} is neither a dump of pg_dump (plain, custom, directory or tar) nor a bundle.");
    }

    private DumpText(string path, PostgresBinaries binaries)
        : this(Launch(path, binaries))
    {
    }

    private DumpText(Process restore)
        : this(restore.StandardOutput.BaseStream, restore)
    {
    }

    /// <summary>After all of it was read: whether PostgreSQL's program could read the dump to its end.</summary>
    /// <exception cref="CannotVerifyException">It couldn't.</exception>
    public async Task RefuseUnlessWhole(CancellationToken cancellation)
    {
        if (_restore is null)
            return;
        await _restore.WaitForExitAsync(cancellation);
        if (_restore.ExitCode != 0)
            throw new CannotVerifyException($"The dump can't be read: {(await _errors!).Trim()}");
    }

    public async ValueTask DisposeAsync()
    {
        await Text.DisposeAsync();
        if (_restore is null)
            return;
        if (!_restore.HasExited)
            _restore.Kill();
        await _restore.WaitForExitAsync();
        await ((Task)_errors!).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _restore.Dispose();
    }

    private static Process Launch(string path, PostgresBinaries binaries)
    {
        string[] arguments =
        [
            "--file=-", "--data-only", "--schema=ledger", "--schema=seal", "--no-owner", "--no-privileges",
            Path.GetFullPath(path),
        ];
        var program = binaries.Program("pg_restore");
        if (!File.Exists(program))
        {
            throw new CannotVerifyException(
                "Reading this dump needs pg_restore. On Debian and Ubuntu: apt-get install postgresql-client");
        }
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["LC_ALL"] = "C";
        return Process.Start(start)!;
    }

    private static async Task<byte[]> Begin(string path, CancellationToken cancellation)
    {
        await using var file = File.OpenRead(path);
        var begin = new byte[512];
        var read = await file.ReadAtLeastAsync(begin, begin.Length, throwOnEndOfStream: false, cancellation);
        return begin[..read];
    }

    private static bool IsTar(byte[] begin) => begin.Length >= 262 && begin.AsSpan(257, 5).SequenceEqual("ustar"u8);
}
