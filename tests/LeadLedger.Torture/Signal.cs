using System.Globalization;
using LeadLedger.Server.Running.Embedded;

namespace LeadLedger.Torture;

/// <summary>Signals to processes that this program started, by their numbers.</summary>
internal static class Signal
{
    /// <param name="name">KILL, STOP, CONT …</param>
    /// <param name="processes">One that has ended by now is passed over.</param>
    public static async Task Send(string name, params IReadOnlyCollection<int> processes)
    {
        if (processes.Count == 0)
            return;
        var numbers = processes.Select(process => process.ToString(CultureInfo.InvariantCulture));
        await ExternalProgram.Run(
            ["sh", "-c", "for it; do kill -s \"$0\" \"$it\" 2>/dev/null; done; true", name, .. numbers], null, default);
    }
}
