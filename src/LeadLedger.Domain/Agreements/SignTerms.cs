namespace LeadLedger.Domain.Agreements;

/// <summary>Signs a version for the side that the signer is on; the second side's signature puts it in force.</summary>
public sealed record SignTerms(int Version, Act Act)
{
    public static Decision<AgreementEvent> Decide(Agreement? state, SignTerms command)
    {
        if (state is null)
            return new AgreementIsUnknown();
        if (state.VersionOf(command.Version) is not { } version)
            return new TermsVersionIsUnknown(command.Version);
        if (version.Terms.Parties.SignsFor(command.Act.Actor) is not { } party)
            return new SignerIsNoParty(command.Version);
        if (state.Ended is { } ended)
            return new AgreementIsTerminated(ended.EndsWith);
        if (version.IsSignedBy(party))
            return new PartySignedAlready(command.Version, party);
        var refusal = Succession.WhatIsFixed(state, version.Terms)
            ?? Succession.AtSigning(state, version.Terms, command.Act.Now);
        if (refusal is not null)
            return refusal;

        DateTimeOffset? inForceFrom = version.Signatures.Count > 0
            ? Succession.InForceFrom(version.Terms, command.Act.Now)
            : null;
        return new TermsSigned(state.Id, command.Version, party, command.Act.Actor, command.Act.Now, inForceFrom);
    }
}
