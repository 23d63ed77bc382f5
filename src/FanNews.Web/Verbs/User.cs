using System.CommandLine;
using FanNews.People;
using FanNews.Settings;
using FanNews.Storage;

namespace FanNews.Web.Verbs;

/// <summary><c>fannews user …</c>: the accounts of the newsroom.</summary>
public static class User
{
    /// <summary>The verb.</summary>
    public static Command Verb() => new("user", "Adds, lists and changes the accounts of the newsroom.")
    {
        Add(),
        List(),
        OnPerson("disable", "Takes somebody's access away. Their sessions end with the next request.", "{0} is disabled; their sessions have ended.", (accounts, email, by, ct) => accounts.Disable(email, by, ct)),
        OnPerson("enable", "Gives access back to somebody who was disabled.", "{0} may sign in again.", (accounts, email, by, ct) => accounts.Enable(email, by, ct)),
        OnPerson("forget-second-factor", "Takes somebody's authenticator app, passkeys and recovery codes away, who lost them. Their sessions end with the next request.", "{0} has no second factor any more; their sessions have ended.", (accounts, email, by, ct) => accounts.DropFactors(email, by, ct)),
        OnPerson("erase", "Erases name and address of somebody who left and is disabled. What they did stays in the trail under their number.", "Name and address of {0} are erased.", (accounts, email, by, ct) => accounts.Erase(email, by, ct)),
        ChangeRole(),
        Reset(),
    };

    private static Argument<string> Email() => new("EMAIL") { Description = "The address with which the person signs in." };

    private static Option<Role> RoleOption() => new("--role")
    {
        Description = "What the person may do: " + string.Join(", ", Enum.GetNames<Role>()) + ".",
        HelpName = "ROLE",
        Required = true,
        CustomParser = result =>
        {
            var word = result.Tokens[0].Value;
            if (Enum.GetNames<Role>().FirstOrDefault(name => name.Equals(word, StringComparison.OrdinalIgnoreCase)) is { } name)
                return Enum.Parse<Role>(name);
            result.AddError($"There is no role \"{word}\". The roles are {string.Join(", ", Enum.GetNames<Role>())}.");
            return default;
        },
    };

    private static Command Add()
    {
        var (email, role) = (Email(), RoleOption());
        var name = new Option<string>("--name") { Description = "The name that colleagues see, and readers under a reply.", HelpName = "NAME", Required = true };
        var stdin = new Option<bool>("--password-stdin") { Description = $"Read the password from standard input: one line of {Passwords.Shortest} characters or more. It is never an argument, where others could see it." };
        var verb = new Command("add", "Adds an account.") { email, name, role, stdin };
        verb.Validators.Add(result =>
        {
            if (!result.GetValue(stdin))
                result.AddError("Give the password on standard input, with --password-stdin.");
        });
        verb.SetAction(async (parsed, ct) =>
        {
            var password = await Console.In.ReadLineAsync(ct);
            using var store = await CommandLine.OpenStore(ct);
            var site = await store.Read(db => Site.Read(db, CommandLine.Configuration(), ct), ct);
            var who = new NewPerson(parsed.GetValue(name), parsed.GetValue(email), password, parsed.GetValue(role));
            var added = await new Accounts(store).Add(who, site.Name, Actor.Command("user add"), ct);
            if (added.Person is not { } person)
                return CommandLine.Fail(added.Refusals[0].Sentence.TrimEnd('.') + ".");
            Console.WriteLine($"Added {person.Name} ({person.Email}), {person.Role}.");
            return 0;
        });
        return verb;
    }

    private static Command List()
    {
        var json = CommandLine.JsonOption();
        var verb = new Command("list", "Lists the accounts, by address.") { json };
        verb.SetAction(async (parsed, ct) =>
        {
            using var store = await CommandLine.OpenStore(ct);
            var people = await new Accounts(store).All(ct);
            if (parsed.GetValue(json))
                CommandLine.PrintJson(people.Select(p => new { p.Email, p.Name, role = p.Role.ToString(), p.CreatedAt, p.DisabledAt, invited = p.IsInvited }));
            else if (people.Count == 0)
                Console.WriteLine("Nobody has an account yet.");
            foreach (var person in parsed.GetValue(json) ? [] : people)
                Console.WriteLine($"{person.Email}\t{person.Name}\t{person.Role}{(person.DisabledAt is not null ? "\tdisabled" : person.IsInvited ? "\tinvited" : "")}");
            return 0;
        });
        return verb;
    }

    private static Command ChangeRole()
    {
        var (email, role) = (Email(), RoleOption());
        var verb = new Command("role", "Gives somebody another role. Their sessions end with the next request.") { email, role };
        verb.SetAction(async (parsed, ct) =>
        {
            using var store = await CommandLine.OpenStore(ct);
            var refusal = await new Accounts(store).ChangeRole(parsed.GetValue(email)!, parsed.GetValue(role), Actor.Command("user role"), ct);
            return Tell(refusal, $"{parsed.GetValue(email)} is {parsed.GetValue(role)} now; their sessions have ended.");
        });
        return verb;
    }

    private static Command Reset()
    {
        var email = Email();
        var verb = new Command("reset", "Gives somebody a new password and prints it, this once. Their sessions end with the next request.") { email };
        verb.SetAction(async (parsed, ct) =>
        {
            using var store = await CommandLine.OpenStore(ct);
            var password = Passwords.Generate();
            var refusal = await new Accounts(store).Reset(parsed.GetValue(email)!, password, Actor.Command("user reset"), ct);
            return Tell(refusal, $"New password of {parsed.GetValue(email)}: {password}");
        });
        return verb;
    }

    private static Command OnPerson(string name, string description, string done, Func<Accounts, string, Actor, CancellationToken, Task<Refusal?>> change)
    {
        var email = Email();
        var verb = new Command(name, description) { email };
        verb.SetAction(async (parsed, ct) =>
        {
            using var store = await CommandLine.OpenStore(ct);
            var refusal = await change(new Accounts(store), parsed.GetValue(email)!, Actor.Command("user " + name), ct);
            return Tell(refusal, done.Replace("{0}", parsed.GetValue(email), StringComparison.Ordinal));
        });
        return verb;
    }

    private static int Tell(Refusal? refusal, string done)
    {
        if (refusal is not null)
            return CommandLine.Fail(refusal.Sentence);
        Console.WriteLine(done);
        return 0;
    }
}
