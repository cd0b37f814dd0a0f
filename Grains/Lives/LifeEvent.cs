using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using LeadSail.Storage;

namespace LeadSail.Lives;

/// <summary>
/// Something that happened in a life. Its class name in snake_case is its type in the history, its properties are the entry's data;
/// what is large or private stands in the state alone and carries <see cref="JsonIgnoreAttribute"/>.
/// </summary>
public abstract record LifeEvent
{
    private static readonly ConcurrentDictionary<Type, string> Names = new();

    /// <summary>Who made it happen: a key's id, <c>system</c> or <c>provider</c>.</summary>
    [JsonIgnore]
    public virtual string Actor => "system";

    /// <summary>Whether it belongs into the history that people read. Bookkeeping does not.</summary>
    [JsonIgnore]
    public virtual bool IsHistory => true;

    /// <summary>Whether the entries before it lose their data with it.</summary>
    [JsonIgnore]
    public virtual bool ForgetsHistory => false;

    /// <summary>The entry that the storage appends.</summary>
    public HistoryEntry ToHistory(DateTimeOffset at) =>
        new(at, Names.GetOrAdd(GetType(), static type => JsonNamingPolicy.SnakeCaseLower.ConvertName(type.Name)), Actor,
            new JsonText(JsonSerializer.Serialize(this, GetType(), Json.Options)));
}
