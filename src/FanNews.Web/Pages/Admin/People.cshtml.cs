using System.Globalization;
using FanNews.Outbox;
using FanNews.People;
using FanNews.Sections;
using FanNews.Settings;
using FanNews.Storage;
using FanNews.Web.Admin;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FanNews.Web.Pages.Admin;

/// <summary>Who has an account, and what is done about it. A new password, or a link that is not mailed, stands on the answer to the form, once, and nowhere else.</summary>
[Needs(Permission.ManagePeople)]
public sealed class PeopleModel(Accounts accounts, Invitations invitations, Sessions sessions, SecondFactor second, SecondFactorRule rule, MailSettings mail, NewsroomStore store, Reading reading) : PageModel
{
    /// <summary>The name as typed.</summary>
    public string? Name { get; private set; }

    /// <summary>The address as typed.</summary>
    public string? Email { get; private set; }

    /// <summary>The role as chosen.</summary>
    public Role Role { get; private set; } = Role.Author;

    /// <summary>What was done to somebody, as the address of the page says.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    /// <summary>To whom.</summary>
    [BindProperty(SupportsGet = true, Name = "who")]
    public long? Whom { get; set; }

    /// <summary>What is wrong.</summary>
    public IReadOnlyList<Refusal> Problems { get; private set; } = [];

    /// <summary>A password that was made just now, and whose it is; null for none.</summary>
    public (Person Person, string Password)? Fresh { get; private set; }

    /// <summary>A link that was made just now and is to be passed on, and for whom; null for none.</summary>
    public (Person Person, string Link)? FreshLink { get; private set; }

    /// <summary>Whether mail is set up.</summary>
    public bool HasMail { get; private set; }

    /// <summary>How it stands with the mails of the last days.</summary>
    public MailState MailState { get; private set; } = null!;

    /// <summary>When the links of those who are invited end (UTC), by their number.</summary>
    public IReadOnlyDictionary<long, DateTimeOffset> Ends { get; private set; } = new Dictionary<long, DateTimeOffset>();

    /// <summary>Everybody, by address.</summary>
    public IReadOnlyList<Person> Everybody { get; private set; } = [];

    /// <summary>Numbers of those who have a second factor.</summary>
    public IReadOnlySet<long> Guarded { get; private set; } = new HashSet<long>();

    /// <summary>The sections, parents first.</summary>
    public IReadOnlyList<(Section Section, int Depth)> Sections { get; private set; } = [];

    /// <summary>The sections that people are limited to, by the person's number.</summary>
    public ILookup<long, long> Limits { get; private set; } = Array.Empty<long>().ToLookup(l => l);

    /// <summary>The roles that ask for a second factor.</summary>
    public IReadOnlySet<Role> Asking { get; private set; } = new HashSet<Role>();

    /// <summary>Whether that is set from outside of the desk.</summary>
    public bool AskingIsLocked => rule.IsLocked;

    /// <summary>The choices of the newsroom.</summary>
    public Site Site { get; private set; } = null!;

    /// <summary>What the page tells of the last change; null for nothing.</summary>
    public string? Told => Done == "asking" ? "Saved. Who has one of these roles and no second factor sets one up before anything else." : Done == "withdrawn" ? "The invitation is withdrawn. Its link does not work any more." : Everybody.FirstOrDefault(p => p.Id == Whom) is not { } person ? null : Done switch
    {
        "invited" => $"{person.Name} is invited: a mail with a link is on its way to {person.Email}.",
        "role" => $"{person.Name} has the role {person.Role} now. Their sessions have ended.",
        "disabled" => $"{person.Name} is disabled. Their sessions have ended.",
        "enabled" => $"{person.Name} may sign in again.",
        "sections" => $"{person.Name} works {Where(person)} now. Their sessions have ended.",
        "erased" => $"Name and address are erased. What they did stays in the trail under their number, {person.Id}.",
        "ended" => $"{person.Name} is signed out everywhere.",
        "unguarded" => $"{person.Name} has no second factor any more. Their sessions have ended.",
        _ => null,
    };

    /// <summary>Shows everybody.</summary>
    public Task OnGet() => Read();

    /// <summary>Invites somebody: makes an account that waits for its person.</summary>
    /// <param name="name">What colleagues call them.</param>
    /// <param name="email">Their address.</param>
    /// <param name="role">What they may do.</param>
    public async Task<IActionResult> OnPostInvite(string? name, string? email, Role? role)
    {
        if (!ModelState.IsValid || role is not { } chosen || !Enum.IsDefined(chosen))
            return BadRequest();
        var ct = HttpContext.RequestAborted;
        var invited = await invitations.Invite(new NewPerson(name, email, Password: null, chosen), await reading.Site(ct), Me.Actor, ct);
        if (invited.Person is not null)
            return await Show(invited);
        (Name, Email, Role) = (name, email, chosen);
        return await Refuse(invited.Refusals);
    }

    /// <summary>Gives somebody who did not come yet a new link.</summary>
    /// <param name="person">Number of the person.</param>
    /// <param name="how"><c>mail</c> to mail it, else it is shown.</param>
    public async Task<IActionResult> OnPostAgain(long person, string? how)
    {
        if (!ModelState.IsValid)
            return BadRequest();
        if (await Find(person) is not { } whom)
            return NotFound();
        var ct = HttpContext.RequestAborted;
        var invited = await invitations.Again(person, how == "mail", await reading.Site(ct), Me.Actor, ct);
        return invited.Person is null ? await Refuse(whom, invited.Refusals[0]) : await Show(invited);
    }

    /// <summary>Takes an invitation back.</summary>
    /// <param name="person">Number of the person.</param>
    public async Task<IActionResult> OnPostWithdraw(long person)
    {
        if (!ModelState.IsValid)
            return BadRequest();
        if (await Find(person) is not { } whom)
            return NotFound();
        return await invitations.Withdraw(person, Me.Actor, HttpContext.RequestAborted) is { } refusal ? await Refuse(whom, refusal) : Back("withdrawn", null);
    }

    /// <summary>Gives somebody another role.</summary>
    /// <param name="person">Number of the person.</param>
    /// <param name="role">What they may do from now on.</param>
    public Task<IActionResult> OnPostRole(long person, Role? role) =>
        role is { } chosen && Enum.IsDefined(chosen) ? Change(person, "role", email => accounts.ChangeRole(email, chosen, Me.Actor, HttpContext.RequestAborted)) : Task.FromResult<IActionResult>(BadRequest());

    /// <summary>Takes somebody's access away.</summary>
    /// <param name="person">Number of the person.</param>
    public Task<IActionResult> OnPostDisable(long person) =>
        Change(person, "disabled", email => accounts.Disable(email, Me.Actor, HttpContext.RequestAborted));

    /// <summary>Gives it back.</summary>
    /// <param name="person">Number of the person.</param>
    public Task<IActionResult> OnPostEnable(long person) =>
        Change(person, "enabled", email => accounts.Enable(email, Me.Actor, HttpContext.RequestAborted));

    /// <summary>Erases name and address of somebody who is disabled.</summary>
    /// <param name="person">Number of the person.</param>
    public Task<IActionResult> OnPostErase(long person) =>
        Change(person, "erased", email => accounts.Erase(email, Me.Actor, HttpContext.RequestAborted));

    /// <summary>Limits somebody to sections.</summary>
    /// <param name="person">Number of the person.</param>
    /// <param name="sections">Numbers of the sections; none for the whole paper.</param>
    public Task<IActionResult> OnPostSections(long person, List<long> sections) =>
        Change(person, "sections", email => accounts.Limit(email, sections, Me.Actor, HttpContext.RequestAborted));

    /// <summary>Signs somebody out everywhere.</summary>
    /// <param name="person">Number of the person.</param>
    public async Task<IActionResult> OnPostEnd(long person)
    {
        if (!ModelState.IsValid)
            return BadRequest();
        if (await Find(person) is not { } whom)
            return NotFound();
        await sessions.EndOthers(person, secret: person == Me.Id ? Me.Session : null, Me.Actor, HttpContext.RequestAborted);
        return Back("ended", whom);
    }

    /// <summary>Takes somebody's second factors away, who lost them.</summary>
    /// <param name="person">Number of the person.</param>
    public Task<IActionResult> OnPostUnguard(long person) =>
        Change(person, "unguarded", email => accounts.DropFactors(email, Me.Actor, HttpContext.RequestAborted));

    /// <summary>Chooses whose role asks for a second factor.</summary>
    /// <param name="roles">The roles.</param>
    public async Task<IActionResult> OnPostAsk(List<Role> roles)
    {
        if (!ModelState.IsValid || !roles.TrueForAll(Enum.IsDefined))
            return BadRequest();
        return await rule.Choose(store, roles, Me.Actor, HttpContext.RequestAborted) is { } refusal ? await Refuse([refusal]) : Back("asking", null);
    }

    /// <summary>Gives somebody a new password, which is shown once.</summary>
    /// <param name="person">Number of the person.</param>
    public async Task<IActionResult> OnPostReset(long person)
    {
        if (!ModelState.IsValid)
            return BadRequest();
        if (await Find(person) is not { } whom)
            return NotFound();
        var password = Passwords.Generate();
        var refusal = await accounts.Reset(whom.Email!, password, Me.Actor, HttpContext.RequestAborted);
        return refusal is null ? await Show((whom, password)) : await Refuse(whom, refusal);
    }

    /// <summary>The id of a person's row.</summary>
    public static string Row(Person person) => "person-" + person.Id.ToString(CultureInfo.InvariantCulture);

    /// <summary>A day in the zone of the paper.</summary>
    public string Day(DateTimeOffset at) => Site.Local(at).ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>Until when an invitation holds, in words.</summary>
    public string Waits(Person person) =>
        !Ends.TryGetValue(person.Id, out var ends) ? "without a link" : ends > reading.Now ? "until " + Day(ends) : "the link has ended";

    /// <summary>Where somebody works, in words.</summary>
    public string Where(Person person) => Limits.Contains(person.Id)
        ? "in " + string.Join(", ", Sections.Where(s => Limits[person.Id].Contains(s.Section.Id)).Select(s => s.Section.Name))
        : "for the whole paper";

    private DeskPerson Me => DeskPerson.Of(User)!;

    private async Task<IActionResult> Change(long person, string done, Func<string, Task<Refusal?>> change)
    {
        if (!ModelState.IsValid)
            return BadRequest();
        if (await Find(person) is not { } whom)
            return NotFound();
        if (await change(whom.Email!) is { } refusal)
            return await Refuse(whom, refusal);
        return Back(done, whom);
    }

    // 303: a reload asks for the page and sends nothing again.
    private StatusCodeResult Back(string done, Person? whom)
    {
        Response.Headers.Location = "/admin/people?done=" + done + (whom is null ? "" : FormattableString.Invariant($"&who={whom.Id}#{Row(whom)}"));
        return StatusCode(StatusCodes.Status303SeeOther);
    }

    private async Task<Person?> Find(long person) => (await accounts.All(HttpContext.RequestAborted)).Find(p => p.Id == person);

    private async Task<PageResult> Show((Person, string) fresh)
    {
        Fresh = fresh;
        await Read();
        return Page();
    }

    private async Task<IActionResult> Show(Invited invited)
    {
        if (invited.Link is not { } link)
            return Back("invited", invited.Person);
        FreshLink = (invited.Person!, link);
        await Read();
        return Page();
    }

    // The accounts speak of an address; on this page it is a row.
    private Task<PageResult> Refuse(Person person, Refusal refusal) => Refuse([refusal with { Field = Row(person) }]);

    private async Task<PageResult> Refuse(IReadOnlyList<Refusal> problems)
    {
        Problems = problems;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        await Read();
        return Page();
    }

    private async Task Read()
    {
        var ct = HttpContext.RequestAborted;
        Site = await reading.Site(ct);
        Everybody = await accounts.All(ct);
        Ends = await invitations.Ends(ct);
        (Sections, Limits) = ((await reading.Sections(ct)).Lines(), await accounts.Limits(ct));
        (Guarded, Asking) = (await second.Holders(ct), await store.Read(db => rule.Read(db, ct), ct));
        (HasMail, MailState) = await store.Read(async db => (await mail.IsSetUp(db, ct), await MailState.Read(db, reading.Now, ct)), ct);
    }
}
