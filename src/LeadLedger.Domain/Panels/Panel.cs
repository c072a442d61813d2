namespace LeadLedger.Domain.Panels;

/// <summary>A panel as its events left it.</summary>
/// <param name="Members">Who judges, in the order of their seating.</param>
/// <param name="Chair">Who issues the rulings; null until one is appointed.</param>
public sealed record Panel(PanelId Id, string Name, IReadOnlyList<Member> Members, string? Chair)
{
    /// <summary>The state after one more event.</summary>
    /// <exception cref="ArgumentException">The event isn't known, or doesn't follow from the state.</exception>
    public static Panel? Evolve(Panel? state, PanelEvent e) => (state, e) switch
    {
        (null, PanelSeated seated) => new Panel(seated.PanelId, seated.Name, [], null),
        ({ } panel, MemberSeated seated) => panel with
        {
            Members = [.. panel.Members, new Member(seated.Member, seated.Function)],
        },
        ({ } panel, ChairAppointed appointed) => panel with { Chair = appointed.Chair },
        _ => throw new ArgumentException($"{e.GetType().Name} can't follow here in a panel's stream.", nameof(e)),
    };

    /// <summary>The member with this subject; null for anyone else.</summary>
    public Member? MemberOf(string subject) => Members.FirstOrDefault(member => member.Subject == subject);
}

/// <summary>Someone who judges.</summary>
/// <param name="Subject">Of their token.</param>
public sealed record Member(string Subject, MemberFunction Function);
