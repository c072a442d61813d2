using System.Text.Json;
using System.Text.Json.Serialization;
using LeadLedger.Domain;

namespace LeadLedger.Server.Ledger;

/// <summary>
/// Encrypts personal text on its way into a payload and decrypts it on its way out, under the key that is in use on
/// this thread (<see cref="Under"/>). Without one, reading gives unreadable text and writing refuses: plain personal
/// text must not reach the ledger by a mistake.
/// </summary>
internal sealed class PersonalTextConverter : JsonConverter<PersonalText>
{
    [ThreadStatic]
    private static PersonalKey? keyInUse;

    /// <summary>Serialization is synchronous, so a key can be bound to the thread for just as long as it lasts.</summary>
    public static T Under<T>(PersonalKey? key, Func<T> serialize)
    {
        keyInUse = key;
        try
        {
            return serialize();
        }
        finally
        {
            keyInUse = null;
        }
    }

    public override PersonalText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var ciphertext = reader.GetString() ?? throw new JsonException("Personal text is a string.");
        return keyInUse is null ? PersonalText.Unreadable : PersonalText.Of(keyInUse.Decrypt(ciphertext));
    }

    public override void Write(Utf8JsonWriter writer, PersonalText value, JsonSerializerOptions options)
    {
        if (keyInUse is null || value.Text is null)
            throw new InvalidOperationException("Personal text is only ever written under its lead's key.");
        writer.WriteStringValue(keyInUse.Encrypt(value.Text));
    }
}
