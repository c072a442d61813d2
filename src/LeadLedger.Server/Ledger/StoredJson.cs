using System.Text.Json;
using LeadLedger.Domain;

namespace LeadLedger.Server.Ledger;

/// <summary>
/// Reads a payload as the ledger itself writes it, without anybody's personal text. It refuses whatever is unusual (a
/// name that isn't known, an escape, a null where none belongs), and who meets a refusal reads the payload the long
/// way, which alone decides what is readable and what isn't.
/// </summary>
internal ref struct StoredJson
{
    private Utf8JsonReader _json;

    public StoredJson(ReadOnlySpan<byte> payload)
    {
        _json = new Utf8JsonReader(payload);
        IsUsual = _json.Read() && _json.TokenType == JsonTokenType.StartObject;
    }

    /// <summary>False from the first thing on that isn't as the ledger writes it.</summary>
    public bool IsUsual { get; private set; }

    /// <summary>Whether nothing follows any more, and all was usual.</summary>
    public bool IsAtEnd => IsUsual && !_json.Read();

    /// <summary>Goes on to the object's next field, and to its value.</summary>
    /// <returns>False at the object's end, and after anything unusual.</returns>
    public bool Next(out ReadOnlySpan<byte> name)
    {
        name = default;
        if (!IsUsual || !_json.Read() || _json.TokenType != JsonTokenType.PropertyName || _json.ValueIsEscaped)
        {
            IsUsual &= _json.TokenType == JsonTokenType.EndObject;
            return false;
        }
        name = _json.ValueSpan;
        IsUsual = _json.Read();
        return IsUsual;
    }

    /// <summary>The value is an object: <see cref="Next"/> walks through it, and then goes on behind it.</summary>
    public void Enter() => Expect(_json.TokenType == JsonTokenType.StartObject);

    /// <summary>The same, or false where the value is null.</summary>
    public bool EnterUnlessNull()
    {
        if (_json.TokenType == JsonTokenType.Null)
            return false;
        Enter();
        return IsUsual;
    }

    /// <summary>The value is an array: <see cref="NextItem"/> walks through it, and then goes on behind it.</summary>
    public void EnterList() => Expect(_json.TokenType == JsonTokenType.StartArray);

    /// <summary>Goes on to the array's next element.</summary>
    /// <returns>False at the array's end, and after anything unusual.</returns>
    public bool NextItem() => IsUsual && Expect(_json.Read()) && _json.TokenType != JsonTokenType.EndArray;

    public void Refuse() => IsUsual = false;

    public Guid Id() => _json.TokenType == JsonTokenType.String && _json.TryGetGuid(out var id) ? id : Refused<Guid>();

    public string Text() => Expect(_json.TokenType == JsonTokenType.String && !_json.ValueIsEscaped)
        ? RepeatedText.Of(_json.ValueSpan)
        : "";

    public string? MaybeText() => _json.TokenType == JsonTokenType.Null ? null : Text();

    public int Number() =>
        _json.TokenType == JsonTokenType.Number && _json.TryGetInt32(out var number) ? number : Refused<int>();

    public long LongNumber() =>
        _json.TokenType == JsonTokenType.Number && _json.TryGetInt64(out var number) ? number : Refused<long>();

    public decimal Amount() =>
        _json.TokenType == JsonTokenType.Number && _json.TryGetDecimal(out var amount) ? amount : Refused<decimal>();

    public bool Flag() => Expect(_json.TokenType is JsonTokenType.True or JsonTokenType.False) && _json.GetBoolean();

    public DateTimeOffset Instant() =>
        _json.TokenType == JsonTokenType.String && Instants.TryParseStored(_json.ValueSpan, out var instant)
            ? instant
            : Refused<DateTimeOffset>();

    public DateOnly Day() =>
        _json.TokenType == JsonTokenType.String && Instants.TryParseDay(_json.ValueSpan, out var day)
            ? day
            : Refused<DateOnly>();

    /// <summary>A code of an enum, in the one spelling that is written.</summary>
    public TEnum Code<TEnum>()
        where TEnum : struct, Enum =>
        _json.TokenType == JsonTokenType.String && StoredCodes<TEnum>.TryRead(_json.ValueSpan, out var value)
            ? value
            : Refused<TEnum>();

    public PersonalText Personal()
    {
        Expect(_json.TokenType == JsonTokenType.String);
        return PersonalText.Unreadable;
    }

    public PersonalText? MaybePersonal() => _json.TokenType == JsonTokenType.Null ? null : Personal();

    private bool Expect(bool usual) => IsUsual &= usual;

    private T Refused<T>()
        where T : struct
    {
        IsUsual = false;
        return default;
    }
}
