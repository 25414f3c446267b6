"""scikit-learn: a model that learns of one spelling knows the others."""

import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder

from namenorm.integrations.sklearn import NameCanonicalizer

wires = pd.DataFrame({"name": ["Mustafa al-Kadhimi", "Vladimir Putin", "Al-Kazemi", "Wladimir Putin"]})
desks = ["Baghdad", "Moscow", "Baghdad", "Moscow"]
desk_of = make_pipeline(
    NameCanonicalizer(fields=["canonical_id"]), OneHotEncoder(handle_unknown="ignore"), LogisticRegression()
).fit(wires, desks)
for name in ("Мустафа аль-Казыми", "ולדימיר פוטין"):
    print(name, *desk_of.predict(pd.DataFrame({"name": [name]})))
print(*desk_of[:-1].get_feature_names_out())
