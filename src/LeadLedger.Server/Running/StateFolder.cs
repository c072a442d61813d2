namespace LeadLedger.Server.Running;

/// <summary>
/// Where a user keeps what a program must not lose and what isn't in its data folder: what an erasure or a seal leaves
/// behind has to survive whoever changes or restores the database.
/// </summary>
internal static class StateFolder
{
    /// <summary><c>$XDG_STATE_HOME/leadledger</c>, or <c>~/.local/state/leadledger</c>.</summary>
    /// <param name="variable">The environment.</param>
    public static string By(Func<string, string?> variable)
    {
        var home = Environment.GetFolderPath(
            Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);
        // The specification has a relative path ignored.
        var state = variable("XDG_STATE_HOME") is { } given && Path.IsPathRooted(given)
            ? given
            : Path.Combine(home, ".local", "state");
        return Path.Combine(state, "leadledger");
    }
}
