using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace LeadLedger.Benchmarks.Http;

/// <summary>What a load generator saw.</summary>
/// <param name="Rate">Requests a second.</param>
/// <param name="P50">Half of the answers were there in so many ms.</param>
/// <param name="P99">All but one of a hundred.</param>
internal readonly record struct Load(double Rate, double P50, double P99);

/// <summary>
/// Requests from wrk, which costs about as little as pgbench does: each connection sends the next as soon as the last
/// is answered. An answer of another status than expected fails the whole measurement: a refusal costs less.
/// </summary>
internal sealed partial class Wrk(Bench bench, Uri address, int connections)
{
    // The request is given as it is sent; what differs from one to the next is @key@, of one length each time, and
    // @lead@, in turn.
    private const string Script = """
        refused = 0
        local expected, run, parts, holes, leads, number = 0, "", {}, {}, {}, 0

        function setup(thread)
          threads = threads or {}
          threads[#threads + 1] = thread
        end

        function init(args)
          expected, run = tonumber(args[1]), args[2]
          local text = io.open(args[3], "rb"):read("*a")
          for lead in io.lines(args[4]) do
            leads[#leads + 1] = lead
          end
          local from = 1
          for before, name, after in text:gmatch("()@(%a+)@()") do
            parts[#parts + 1] = text:sub(from, before - 1)
            parts[#parts + 1] = name
            holes[#parts] = name
            from = after
          end
          parts[#parts + 1] = text:sub(from)
        end

        function request()
          number = number + 1
          local key = string.format("%s-%08d", run, number)
          for hole, name in pairs(holes) do
            parts[hole] = name == "key" and key or leads[number % #leads + 1]
          end
          return table.concat(parts)
        end

        function response(status)
          if status ~= expected then
            refused = refused + 1
          end
        end

        function done(summary, latency)
          local failed = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
          for _, thread in ipairs(threads) do
            failed = failed + thread:get("refused")
          end
          io.write(string.format("measured %d %d %d %d %d\n", summary.requests, summary.duration,
            latency:percentile(50), latency:percentile(99), failed))
        end
        """;

    /// <summary>Keys have this length.</summary>
    public static string SampleKey { get; } = Key(Guid.Empty, 0);

    /// <param name="request">As it goes over the wire, <c>@key@</c> and <c>@lead@</c> to be filled in.</param>
    /// <param name="expected">The status that every answer has to have.</param>
    /// <param name="leads">What stands for <c>@lead@</c>, one after the other.</param>
    /// <param name="time">How long.</param>
    public async Task<Load> Run(string request, int expected, IReadOnlyList<string> leads, TimeSpan time)
    {
        var folder = Directory.CreateTempSubdirectory("leadledger-bench-");
        try
        {
            var (script, text, list) = (In("script.lua"), In("request"), In("leads"));
            await File.WriteAllTextAsync(script, Script, bench.Cancellation);
            await File.WriteAllTextAsync(text, request, bench.Cancellation);
            await File.WriteAllLinesAsync(list, leads, bench.Cancellation);
            return Read(await Say(
            [
                "--threads=1", Invariant($"--connections={connections}"),
                Invariant($"--duration={(int)Math.Ceiling(time.TotalSeconds)}s"), "--timeout=10s", "--latency",
                $"--script={script}", address.ToString(), "--",
                Invariant($"{expected}"), Key(Guid.NewGuid(), 0)[..RunLength], text, list,
            ]));
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        string In(string name) => Path.Combine(folder.FullName, name);
    }

    private const int RunLength = 12;

    private static string Key(Guid run, int number) => Invariant($"{run.ToString("N")[..RunLength]}-{number:D8}");

    private async Task<string> Say(string[] arguments)
    {
        var start = new ProcessStartInfo("wrk", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var wrk = Process.Start(start)!;
        var errors = wrk.StandardError.ReadToEndAsync(bench.Cancellation);
        var output = await wrk.StandardOutput.ReadToEndAsync(bench.Cancellation);
        await wrk.WaitForExitAsync(bench.Cancellation);
        return wrk.ExitCode == 0 ? output : throw new InvalidOperationException($"wrk failed: {output} {await errors}");
    }

    private static Load Read(string output)
    {
        var numbers = Measured().Match(output) is { Success: true } found
            ? found.Groups[1].Captures.Select(it => double.Parse(it.ValueSpan, CultureInfo.InvariantCulture)).ToArray()
            : throw new InvalidOperationException($"wrk told nothing: {output}");
        if (numbers is not [var requests and > 0, var microseconds, var p50, var p99, 0])
            throw new InvalidOperationException($"Requests failed: {output}");
        return new Load(requests / (microseconds / 1e6), p50 / 1000, p99 / 1000);
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    [GeneratedRegex(@"^measured(?: (\d+)){5}", RegexOptions.Multiline)]
    private static partial Regex Measured();
}
