-- Every category has as many weeks ahead as the project says, and none of them is judged.
select category_key
from {{ ref('mart_demand_forecast') }}
group by category_key
having count(*) filter (where is_forecast) <> {{ var('forecast_horizon_weeks') }}
    or count(*) filter (where is_forecast and (is_anomaly or num_units is not null)) > 0
