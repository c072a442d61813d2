using System.Text.Json;
using System.Text.Json.Serialization;
using LeadLedger.Domain;

namespace LeadLedger.Server.Ledger;

/// <summary>
/// Encrypts personal text on its way into a payload and decrypts it on its way out, under the key that is in use on
/// this thread (<see cref="Under{TGiven, T}"/>). Without one, reading gives unreadable text and writing refuses: plain personal
/// text must not reach the ledger by a mistake.
/// </summary>
internal sealed class PersonalTextConverter : JsonConverter<PersonalText>
{
    /// <summary>
    /// What stands in the place of a text about a person who was erased: what is said of them afterwards isn't kept.
    /// </summary>
    public const string Erased = "erased";

    [ThreadStatic]
    private static PersonalKey? keyInUse;

    [ThreadStatic]
    private static bool isErased;

    /// <summary>Writes for a lead whose person was erased: of text about them, that there was some.</summary>
    public static T WithoutThePerson<T>(Func<T> serialize)
    {
        isErased = true;
        try
        {
            return serialize();
        }
        finally
        {
            isErased = false;
        }
    }

    /// <summary>Serialization is synchronous, so a key can be bound to the thread for just as long as it lasts.</summary>
    public static T Under<T>(PersonalKey? key, Func<T> serialize) => Under(key, serialize, static run => run());

    /// <param name="key">Null: personal text can't be read nor written.</param>
    /// <param name="given">What the serializing needs, so that nothing has to be captured for each event.</param>
    /// <param name="serialize">Serializes or deserializes.</param>
    public static T Under<TGiven, T>(PersonalKey? key, TGiven given, Func<TGiven, T> serialize)
    {
        keyInUse = key;
        try
        {
            return serialize(given);
        }
        finally
        {
            keyInUse = null;
        }
    }

    public override PersonalText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
            throw new JsonException("Personal text is a string.");
        return keyInUse is null ? PersonalText.Unreadable : PersonalText.Of(keyInUse.Decrypt(reader.GetString()!));
    }

    public override void Write(Utf8JsonWriter writer, PersonalText value, JsonSerializerOptions options)
    {
        if (isErased)
        {
            writer.WriteStringValue(Erased);
            return;
        }
        if (keyInUse is null || value.Text is null)
            throw new InvalidOperationException("Personal text is only ever written under its lead's key.");
        keyInUse.Encrypt(value.Text, writer);
    }
}
