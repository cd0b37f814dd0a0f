using System.Text.Json;
using LeadSail.Http;

namespace LeadSail.Console.Forms;

/// <summary>What a form shows of something that has versions: its settings as they were read, and what was typed over them.</summary>
/// <param name="part">The settings that the form is about.</param>
/// <param name="version">The version of what was read.</param>
internal class SettingEdit<TView, T>(Func<TView, T> part, Func<TView, long> version) where TView : class where T : class
{
    private bool touched;

    /// <summary>What was read.</summary>
    public TView Known { get; private set; } = null!;

    /// <summary>What the form shows.</summary>
    public T Typed { get; set; } = null!;

    /// <summary>Whether something is typed that is not saved.</summary>
    public bool IsChanged => Known is not null && !Same(Typed, part(Known));

    /// <summary>Somebody is typing: what stands in a field is known when it is left.</summary>
    public void Touch() => touched = true;

    /// <summary>Shows what was read, whatever was typed.</summary>
    public void Fill(TView read) => (Known, Typed, touched) = (read, part(read), false);

    /// <summary>
    /// Takes over what was saved elsewhere. What is typed stays; if the same settings were changed elsewhere too, saving it is refused, for then it is an old version's.
    /// </summary>
    public void Follow(TView read)
    {
        if (Known is null || (version(read) > version(Known) && !touched && !IsChanged))
        {
            Fill(read);
        }
        else if (version(read) > version(Known) && Same(part(read), part(Known)))
        {
            Known = read;
        }
    }

    private static bool Same(T one, T other) => JsonSerializer.Serialize(one, ApiJson.Options) == JsonSerializer.Serialize(other, ApiJson.Options);
}
