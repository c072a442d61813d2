using LeadLedger.Domain.Leads;
using LeadLedger.Server.ReadModels.Tables;

namespace LeadLedger.Server.ReadModels.Star;

/// <summary>
/// Who and what events name: what was seen before is known, so that nearly all events have nothing to write.
/// </summary>
internal sealed class Seen
{
    // Far more than a company's people and its sources; where there are more, some are written again to no effect.
    private const int Known = 50_000;

    private readonly HashSet<string> _subjects = new(StringComparer.Ordinal);
    private readonly HashSet<(string, string)> _sources = [];
    private readonly List<SubjectRow> _newSubjects = [];
    private readonly List<SourceRow> _newSources = [];

    /// <summary>Begins an empty page; what was seen stays known.</summary>
    public void Clear()
    {
        _newSubjects.Clear();
        _newSources.Clear();
    }

    /// <summary>An event names somebody of the company; null: nobody.</summary>
    public void Subject(string? subject, long position)
    {
        if (subject is null || _subjects.Contains(subject))
            return;
        if (_subjects.Count >= Known)
            _subjects.Clear();
        _subjects.Add(subject);
        // Cleared in the middle of a page the set may let somebody through twice; the table keeps the first.
        _newSubjects.Add(new SubjectRow(subject, position));
    }

    public void Source(Handoff handoff, long position)
    {
        var source = (handoff.Source, handoff.Campaign ?? "");
        if (_sources.Contains(source))
            return;
        if (_sources.Count >= Known)
            _sources.Clear();
        _sources.Add(source);
        _newSources.Add(new SourceRow(source.Item1, source.Item2, position));
    }

    public void Write(PageStatements statements)
    {
        SubjectRow.Table.Add(_newSubjects, statements);
        SourceRow.Table.Add(_newSources, statements);
    }
}
