namespace LeadLedger.Domain.Panels;

/// <summary>A panel as its events left it.</summary>
/// <param name="Members">Who judges, in the order of their seating.</param>
/// <param name="Chair">Who presides unless the rota names somebody else; null until one is appointed.</param>
/// <param name="Rota">Who presides in which week; null: the appointed chair always does.</param>
public sealed record Panel(
    PanelId Id, string Name, IReadOnlyList<Member> Members, string? Chair, Rota? Rota = null)
{
    /// <summary>More are a crowd.</summary>
    internal const int MostMembers = 100;

    /// <summary>The state after one more event.</summary>
    /// <exception cref="ArgumentException">The event isn't known, or doesn't follow from the state.</exception>
    public static Panel? Evolve(Panel? state, PanelEvent e) => (state, e) switch
    {
        (null, PanelSeated seated) => new Panel(seated.PanelId, seated.Name, [], null),
        ({ } panel, MemberSeated seated) => panel with
        {
            Members = [.. panel.Members, new Member(seated.Member, seated.Function)],
        },
        ({ } panel, MemberLeft left) => panel with
        {
            Members = [.. panel.Members.Where(member => member.Subject != left.Member)],
        },
        ({ } panel, ChairAppointed appointed) => panel with { Chair = appointed.Chair },
        ({ } panel, RotaChanged changed) => panel with { Rota = changed.Rota },
        _ => throw new ArgumentException($"{e.GetType().Name} can't follow here in a panel's stream.", nameof(e)),
    };

    /// <summary>The member with this subject; null for anyone else.</summary>
    public Member? MemberOf(string subject) => Members.FirstOrDefault(member => member.Subject == subject);

    /// <summary>Whether somebody is seated and neither marketing nor sales (rule 7).</summary>
    public bool CanPreside(string subject) => MemberOf(subject) is { Function: MemberFunction.Neither };

    /// <summary>
    /// Who presides at an instant, and who in their place where they can't in a case (ADR-0015): whoever is on duty by
    /// the rota, the appointed chair, the rota's others in the order of their turns, then everybody else in the order
    /// of seating. Only those who are neither marketing nor sales; each once.
    /// </summary>
    public IEnumerable<string> PresidingAt(DateTimeOffset at) =>
        Named(at).Where(CanPreside).Distinct(StringComparer.Ordinal);

    private IEnumerable<string> Named(DateTimeOffset at)
    {
        if (Rota?.OnDutyAt(at) is { } onDuty)
            yield return onDuty;
        if (Chair is not null)
            yield return Chair;
        foreach (var next in Rota?.InTurnAt(at) ?? [])
            yield return next;
        foreach (var member in Members)
            yield return member.Subject;
    }
}

/// <summary>Someone who judges.</summary>
/// <param name="Subject">Of their token.</param>
public sealed record Member(string Subject, MemberFunction Function);
