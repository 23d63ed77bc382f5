using FanNews.Screening;
using FanNews.Storage;
using Microsoft.EntityFrameworkCore;

namespace FanNews.Comments;

/// <summary>A model that is in use.</summary>
/// <param name="Version">Its number; 0 for the one that the program brings along.</param>
/// <param name="Model">The model.</param>
/// <param name="Threshold">From which probability on it decides by itself, where the newsroom chose no other.</param>
public sealed record PresentModel(long Version, WordModel Model, double Threshold);

/// <summary>The models in use, read once and kept in memory: 4 MB each.</summary>
public sealed class PresentModels
{
    private static readonly Lazy<PresentModel> BuiltIn = new(() =>
    {
        var learnt = LearnWords.From([], SeedComments.All);
        return new(0, learnt.Model, learnt.Report.Threshold);
    });

    private readonly Dictionary<ModelKind, PresentModel> known = [];
    private readonly Lock gate = new();

    /// <summary>Makes the model that the program brings along, which takes a second, before anybody waits for it.</summary>
    public static Task Ready() => TeachModel.Quietly(() => BuiltIn.Value);

    /// <summary>The models of all kinds that there are: one small query, and a model itself where it is new.</summary>
    public async Task<IReadOnlyDictionary<ModelKind, PresentModel>> Find(NewsroomDb db, CancellationToken ct = default)
    {
        var newest = await db.ModelVersions.GroupBy(v => v.Kind).Select(g => new { g.Key, Id = g.Max(v => v.Id) }).ToListAsync(ct);
        var present = new Dictionary<ModelKind, PresentModel>();
        foreach (var kind in newest)
        {
            if (await Read(db, kind.Key, kind.Id, ct) is { } model)
                present[kind.Key] = model;
        }

        // A newsroom that decided nothing yet has something to go by from the first comment on.
        present.TryAdd(ModelKind.Spam, BuiltIn.Value);
        return present;
    }

    private async Task<PresentModel?> Read(NewsroomDb db, ModelKind kind, long id, CancellationToken ct)
    {
        lock (gate)
        {
            if (known.GetValueOrDefault(kind) is { } present && present.Version == id)
                return present;
        }

        var row = await db.ModelVersions.Where(v => v.Id == id).Select(v => new { v.Bytes, v.Threshold }).FirstAsync(ct);
        try
        {
            var model = new PresentModel(id, WordModel.From(row.Bytes), row.Threshold);
            lock (gate)
                known[kind] = model;
            return model;
        }
        catch (InvalidDataException)
        {
            // One that an older program learnt: until it is learnt again, there is the one that the program brings along.
            return null;
        }
    }
}
