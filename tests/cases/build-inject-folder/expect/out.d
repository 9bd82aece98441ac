out/one--two.csv: \
 ./m.xml \
 ./one.xml \
 ./two.xml
