using FanNews.Media;

namespace FanNews.Web.Pages.Admin;

/// <summary>A picture of the library to be chosen, in a form of its own choices: the newest by eye, any other by its address.</summary>
/// <param name="Name">Name and id of the field, whose value is an address.</param>
/// <param name="Label">What it is called.</param>
/// <param name="Hint">What it is for.</param>
/// <param name="Value">The address that is chosen; blank for none.</param>
/// <param name="Pictures">Those that may be chosen by eye.</param>
/// <param name="None">What it means to choose none.</param>
/// <param name="Problem">What is wrong with it; null for nothing.</param>
/// <param name="Locked">The setting that is set from outside; null where it may be chosen.</param>
public sealed record PicturePick(string Name, string Label, string Hint, string? Value, IReadOnlyList<Picture> Pictures, string None, string? Problem, string? Locked = null)
{
    /// <summary>The choice that says: by the address that is typed.</summary>
    public const string Other = "other";

    /// <summary>Ends the name of the field for an address.</summary>
    public const string AddressField = "-address";

    /// <summary>How many of the newest are shown.</summary>
    public const int Most = 12;

    /// <summary>Whether the address is one that cannot be seen here.</summary>
    public bool IsOther => !string.IsNullOrEmpty(Value) && Pictures.All(p => p.Address != Value);

    /// <summary>What was chosen in a form: an address, blank for none; null where the form does not have the field.</summary>
    public static string? Chosen(IFormCollection form, string name) =>
        !form.TryGetValue(name, out var chosen) ? null : chosen == Other ? form[name + AddressField].ToString().Trim() : chosen.ToString();
}
