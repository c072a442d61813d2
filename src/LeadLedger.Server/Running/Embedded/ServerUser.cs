using System.Globalization;

namespace LeadLedger.Server.Running.Embedded;

/// <summary>
/// The user of the operating system that PostgreSQL runs as. PostgreSQL refuses to run as root, so root drops to an
/// unprivileged user; everybody else runs it as themselves. Whatever is written into the cluster's folder is written
/// as this user too: root following a symbolic link laid there by another would be a hole.
/// </summary>
internal sealed class ServerUser
{
    private readonly (int Uid, int Gid)? _dropTo;

    private ServerUser((int Uid, int Gid)? dropTo) => _dropTo = dropTo;

    /// <summary>True when we are root and PostgreSQL therefore runs as somebody else.</summary>
    public bool IsAnother => _dropTo is not null;

    /// <summary>The user for a cluster in <paramref name="folder"/>: its owner if it is there already.</summary>
    /// <exception cref="EmbeddedPostgresException">We are root and there is nobody to drop to.</exception>
    public static async Task<ServerUser> For(string folder, CancellationToken cancellation = default)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return new ServerUser(null);
        }

        if (Directory.Exists(folder)
            && await Ids(["stat", "-c", "%u %g", folder], cancellation) is { Uid: not 0 } owner)
        {
            return new ServerUser(owner);
        }

        foreach (var name in (string[])["postgres", "nobody"])
        {
            if (await Ids(["sh", "-c", "echo $(id -u \"$0\") $(id -g \"$0\")", name], cancellation) is { } user)
            {
                return new ServerUser(user);
            }
        }

        throw new EmbeddedPostgresException(
            "PostgreSQL refuses to run as root, and this machine has neither a user 'postgres' nor 'nobody'. "
            + "Run this as another user.");
    }

    /// <summary>Runs a program as this user.</summary>
    public Task<ProgramResult> Run(
        IReadOnlyList<string> arguments, string? input = null, CancellationToken cancellation = default) =>
        ExternalProgram.Run(AsThisUser(arguments), input, cancellation);

    /// <summary>The command line that runs <paramref name="arguments"/> as this user.</summary>
    public IReadOnlyList<string> AsThisUser(IReadOnlyList<string> arguments) => _dropTo is { } user
        ? ["setpriv", $"--reuid={user.Uid}", $"--regid={user.Gid}", "--clear-groups", "--", .. arguments]
        : arguments;

    /// <summary>Makes a folder that only this user can enter. False if it can't be made or reached by them.</summary>
    public async Task<bool> TryMakeFolder(string path, CancellationToken cancellation = default)
    {
        string[] ownership = _dropTo is { } user ? ["-o", Text(user.Uid), "-g", Text(user.Gid)] : [];
        var made = await ExternalProgram.Run(["install", "-d", "-m", "700", .. ownership, path], null, cancellation);
        return made.Succeeded && (await Run(["test", "-w", path, "-a", "-x", path], null, cancellation)).Succeeded;
    }

    /// <summary>Writes a file as this user, readable by nobody else.</summary>
    public async Task WriteFile(string path, string content, CancellationToken cancellation = default)
    {
        var written = await Run(["sh", "-c", "umask 077 && cat > \"$0\"", path], content, cancellation);
        written.OrThrow($"Can't write {path}");
    }

    private static async Task<(int Uid, int Gid)?> Ids(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var answer = await ExternalProgram.Run(arguments, null, cancellation);
        var parts = answer.Output.Split(' ');
        return parts.Length == 2
            && int.TryParse(parts[0], CultureInfo.InvariantCulture, out var uid)
            && int.TryParse(parts[1], CultureInfo.InvariantCulture, out var gid)
                ? (uid, gid)
                : null;
    }

    private static string Text(int id) => id.ToString(CultureInfo.InvariantCulture);
}
