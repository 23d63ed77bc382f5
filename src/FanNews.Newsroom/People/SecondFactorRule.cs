using FanNews.Settings;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace FanNews.People;

/// <summary>Whose role asks for a second factor. What is set from outside wins and cannot be changed at the desk.</summary>
/// <param name="outside">The configuration whose section <c>FanNews</c> may hold the same key.</param>
public sealed class SecondFactorRule(IConfiguration outside)
{
    /// <summary>The key of the setting: names of roles with commas between them.</summary>
    public const string Key = "Access:SecondFactor";

    /// <summary>Whether it is set from outside.</summary>
    public bool IsLocked => outside["FanNews:" + Key] is { Length: > 0 };

    /// <summary>The roles that ask for one.</summary>
    /// <param name="stored">What the newsroom chose.</param>
    public IReadOnlySet<Role> Of(string? stored) => Parse(IsLocked ? outside["FanNews:" + Key] : stored);

    /// <summary>Says that a value from outside cannot be used.</summary>
    /// <exception cref="StoreTrouble">It names a role that there is none of.</exception>
    public void Check()
    {
        if (IsLocked && Names(outside["FanNews:" + Key]).FirstOrDefault(n => !Enum.TryParse<Role>(n, ignoreCase: true, out _)) is { } unknown)
            throw new StoreTrouble($"The setting {Key} names \"{unknown}\", which is no role. The roles are {string.Join(", ", Enum.GetNames<Role>())}.");
    }

    /// <summary>The roles that ask for one.</summary>
    public async Task<IReadOnlySet<Role>> Read(NewsroomDb db, CancellationToken ct = default) =>
        Of(await db.Settings.Where(s => s.Key == Key).Select(s => s.Value).FirstOrDefaultAsync(ct));

    /// <summary>Chooses the roles. Who has one of them and no second factor can do nothing but set one up from the next request on.</summary>
    /// <returns>Null, or why not.</returns>
    public async Task<Refusal?> Choose(NewsroomStore store, IReadOnlyCollection<Role> roles, Actor by, CancellationToken ct = default)
    {
        if (IsLocked)
            return new("roles", "This is set outside of the desk, by whoever runs the program, and cannot be changed here");
        var value = string.Join(", ", roles.Distinct().Order());
        return await store.Change(by, async change =>
        {
            var stored = await change.Db.Settings.FirstOrDefaultAsync(s => s.Key == Key, ct);
            var before = stored?.Value ?? "";
            if (before == value)
                return change.Abandon<Refusal?>(null);
            if (stored is null)
                change.Db.Settings.Add(new Setting { Key = Key, Value = value });
            else if (value.Length == 0)
                change.Db.Settings.Remove(stored);
            else
                stored.Value = value;
            change.Record("set", "setting:" + Key, $"\"{before}\" to \"{value}\"");
            change.TouchesNothing();
            return null;
        }, ct);
    }

    private static HashSet<Role> Parse(string? value) =>
        [.. Names(value).Where(n => Enum.TryParse<Role>(n, ignoreCase: true, out _)).Select(n => Enum.Parse<Role>(n, ignoreCase: true))];

    private static string[] Names(string? value) => (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
