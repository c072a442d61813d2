using System.Globalization;

namespace LeadLedger.Server.Audit.Bundles;

/// <summary>What a person needs to know who has been handed a bundle and trusts nobody.</summary>
internal static class BundleReadme
{
    public static string Of(BundleManifest manifest, string keyFingerprints) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        The history of one lead, with proof
        ===================================

        Lead      {manifest.LeadId}
        Ledger    {manifest.LedgerId}
        Version   {manifest.LeadVersion}: so many events had happened to it
        Made at   {manifest.MadeAt:yyyy-MM-dd'T'HH:mm:ss'Z'}
        Sealed    in the ledger's first {manifest.TreeSize} events

        Check it with the program, on a machine without the database:

            leadledger verify THIS.zip --key KEY.pem --anchor ANCHOR.txt

        KEY.pem is the ledger's public key as you have it from elsewhere: from GET /v1/audit/keys on another day,
        or from the people who run it, by telephone. Its SHA-256 is
        {keyFingerprints}
        Without --key, the key in this archive vouches for itself, and proves only that whoever made the archive
        had a key. ANCHOR.txt is the file of anchored checkpoints, if you can get it.

        What is in it
        -------------
        checkpoint.txt    The signed checkpoint: ledger, tree size, root, last position, time; an empty line;
                          signatures.
        keys/             The ledger's public keys, and the checkpoints by which one handed over to the next.
        events.ndjson     An event a line, with its leaf and its inclusion proof: the lead's own, and those of the
                          agreement and of the panels that judged it (terms, criteria, signatures, seats).
                          Personal text is ciphertext, as it is stored, so that this file says nothing about the
                          person.
        consistency.json  If there is one: that the checkpoint anchored last is the beginning of this one.
        replay.json       The history as the service shows it to whoever asked for this archive, and
                          explanations/ why it was rejected. These are for reading: they may show the person, so
                          guard them; they are not proven but follow from the events, which are.
        manifest.json     All of these with their SHA-256.

        How to check it by hand
        -----------------------
        1. The leaf of an event is its columns in the order in which "leaf" names them. Each is its length in four
           bytes, the most significant first, and its bytes; null is FF FF FF FF alone. position, version and
           recordedAt are eight bytes, the most significant first (recordedAt in microseconds since 1970 UTC); id
           and streamId their sixteen; binary the bytes that its base64 stands for; everything else UTF-8.
        2. SHA-256 over a zero byte and the leaf is "hash".
        3. With "index", "path" and the tree size, RFC 9162, section 2.1.3.2, gives a root: checkpoint.txt's.
        4. The signature of checkpoint.txt: base64 decoded, without its first four bytes, it is ECDSA on P-256 with
           SHA-256 over the five lines before the empty one, each with its newline:

               openssl dgst -sha256 -verify KEY.pem -signature SIGNATURE LINES

        What it proves, and what not
        ----------------------------
        That these events were in the ledger, at these positions, when the checkpoint was signed, and that nobody
        has changed a byte of them since. Not that they are true, nor that they are all: that an event is absent
        takes the whole ledger to prove (leadledger verify, on the ledger or a dump of it). Versions 1 to
        {manifest.LeadVersion} of the lead are here without a hole.
        Where a vote is withheld until its ruling, only its hash is here, with its proof: ask again afterwards, and
        hash what you then get.

        """);
}
