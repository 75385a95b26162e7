using ScofPush.AspNetCore.Diagnostics;

namespace ScofPush.EntityFrameworkCore;

/// <summary>Looks at the settings and the model of whichever database is registered. It opens none.</summary>
internal sealed class StoreCheck(ScofPushDatabase database) : IConfigurationCheck
{
    public IEnumerable<ConfigurationProblem> Check() => database.Check();
}
