using FanNews.Storage;

namespace FanNews.Tests.Published;

/// <summary>The newsroom in a folder on which the published program runs beside us.</summary>
internal sealed class RoomNewsroom(string room) : TestNewsroom, IDisposable
{
    public override NewsroomStore Store { get; } = new(new StoreOptions(room), TimeProvider.System);

    public void Dispose() => Store.Dispose();
}
